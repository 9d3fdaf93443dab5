/** The command {@code piup torture}. */
@NullMarked
package io.piuptime.bench.torture;

import org.jspecify.annotations.NullMarked;
