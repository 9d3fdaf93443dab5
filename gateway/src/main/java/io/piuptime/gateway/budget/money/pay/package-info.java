/** The paying of attempts: what binds an exchange, what an attempt reserves before it leaves, and how that ends. */
@NullMarked
package io.piuptime.gateway.budget.money.pay;

import org.jspecify.annotations.NullMarked;
