@NullMarked
package io.piuptime.gateway.budget.money.bound;

import org.jspecify.annotations.NullMarked;
