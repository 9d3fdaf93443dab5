/** Tests of {@link io.piuptime.gateway.budget.money.alert}. */
@NullMarked
package io.piuptime.gateway.budget.money.alert;

import org.jspecify.annotations.NullMarked;
