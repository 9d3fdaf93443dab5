@NullMarked
package io.piuptime.gateway.budget.money.pay;

import org.jspecify.annotations.NullMarked;
