/** How nodes come to money: each is granted slices of what all may spend together, and tells what became of them. */
@NullMarked
package io.piuptime.gateway.budget.money.lease;

import org.jspecify.annotations.NullMarked;
