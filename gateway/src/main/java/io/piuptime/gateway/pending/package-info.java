/** Phases of a step that are not over when the step returns. */
@NullMarked
package io.piuptime.gateway.pending;

import org.jspecify.annotations.NullMarked;
