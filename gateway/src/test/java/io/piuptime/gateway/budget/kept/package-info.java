/** Tests of what is kept of limits. */
@NullMarked
package io.piuptime.gateway.budget.kept;

import org.jspecify.annotations.NullMarked;
