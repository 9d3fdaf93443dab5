/** Money that cannot be overspent: what is counted together, and over which time. */
@NullMarked
package io.piuptime.gateway.budget.money;

import org.jspecify.annotations.NullMarked;
