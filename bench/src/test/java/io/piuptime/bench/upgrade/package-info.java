/** Tests of the command {@code piup upgrade}. */
@NullMarked
package io.piuptime.bench.upgrade;

import org.jspecify.annotations.NullMarked;
