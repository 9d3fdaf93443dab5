/** The step that holds exchanges to their limits. */
@NullMarked
package io.piuptime.gateway.budget.turn;

import org.jspecify.annotations.NullMarked;
