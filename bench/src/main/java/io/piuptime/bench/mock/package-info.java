/** The provider of the benchmark, as lean as it gets. */
@NullMarked
package io.piuptime.bench.mock;

import org.jspecify.annotations.NullMarked;
