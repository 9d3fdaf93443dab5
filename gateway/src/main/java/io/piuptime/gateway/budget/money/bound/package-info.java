/** The most that an attempt can cost: what its body asks for, at the dearest price that could apply. */
@NullMarked
package io.piuptime.gateway.budget.money.bound;

import org.jspecify.annotations.NullMarked;
