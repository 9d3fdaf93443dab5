/** The step that holds exchanges to their limits: refuses, waits in line, settles, and tells callers what is left. */
@NullMarked
package io.piuptime.gateway.budget.turn;

import org.jspecify.annotations.NullMarked;
