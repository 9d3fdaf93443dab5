/** Tests of the clock for code in this process. */
@NullMarked
package io.piuptime.bench.own;

import org.jspecify.annotations.NullMarked;
