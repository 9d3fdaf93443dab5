/** Meters of limits on this node: how much of each is used in its present window, taken together and settled later. */
@NullMarked
package io.piuptime.gateway.budget.rate;

import org.jspecify.annotations.NullMarked;
