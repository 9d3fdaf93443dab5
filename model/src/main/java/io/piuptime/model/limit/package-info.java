/** How much is allowed: limits and budgets, what they count, in which windows, and whom they bind. */
@NullMarked
package io.piuptime.model.limit;

import org.jspecify.annotations.NullMarked;
