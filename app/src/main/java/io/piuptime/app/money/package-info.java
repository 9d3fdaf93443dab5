/** Puts together what money is spent with. */
@NullMarked
package io.piuptime.app.money;

import org.jspecify.annotations.NullMarked;
