/** What is counted of limits beyond a restart: the file that holds it, and who writes it. */
@NullMarked
package io.piuptime.gateway.budget.kept;

import org.jspecify.annotations.NullMarked;
