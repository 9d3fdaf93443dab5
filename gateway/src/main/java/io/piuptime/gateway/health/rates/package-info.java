/** What providers say of their rate limits in the headers of every answer, and what follows from it. */
@NullMarked
package io.piuptime.gateway.health.rates;

import org.jspecify.annotations.NullMarked;
