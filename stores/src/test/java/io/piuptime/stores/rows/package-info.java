@NullMarked
package io.piuptime.stores.rows;

import org.jspecify.annotations.NullMarked;
