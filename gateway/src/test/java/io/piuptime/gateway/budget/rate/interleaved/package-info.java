/** What happens to meters in every order in which threads may come. */
@NullMarked
package io.piuptime.gateway.budget.rate.interleaved;

import org.jspecify.annotations.NullMarked;
