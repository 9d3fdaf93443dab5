@NullMarked
package io.piuptime.gateway.budget.money.lease;

import org.jspecify.annotations.NullMarked;
