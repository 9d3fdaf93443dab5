/** Times code of the gateway in the benchmark's own process. */
@NullMarked
package io.piuptime.bench.own;

import org.jspecify.annotations.NullMarked;
