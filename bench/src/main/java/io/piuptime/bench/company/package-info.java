/** A gateway of which everything is asked that a company asks: levels, limits, budgets, sealed secrets. */
@NullMarked
package io.piuptime.bench.company;

import org.jspecify.annotations.NullMarked;
