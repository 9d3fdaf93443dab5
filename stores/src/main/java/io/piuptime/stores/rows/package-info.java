/** How words of ours become columns, whatever database has them. */
@NullMarked
package io.piuptime.stores.rows;

import org.jspecify.annotations.NullMarked;
