/** Meters: taken together, settled later. */
@NullMarked
package io.piuptime.gateway.budget.rate;

import org.jspecify.annotations.NullMarked;
