/** Who is told, once for all nodes, that so much of a budget is gone. */
@NullMarked
package io.piuptime.gateway.budget.money.alert;

import org.jspecify.annotations.NullMarked;
