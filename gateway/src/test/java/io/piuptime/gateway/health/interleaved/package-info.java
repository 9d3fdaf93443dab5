/** What happens in every order in which threads may come: each state machine against itself, one thread at a time. */
@NullMarked
package io.piuptime.gateway.health.interleaved;

import org.jspecify.annotations.NullMarked;
