/** The shared hot state in Redis: one connection with a deadline for each command, behind a breaker. */
@NullMarked
package io.piuptime.stores.redis;

import org.jspecify.annotations.NullMarked;
