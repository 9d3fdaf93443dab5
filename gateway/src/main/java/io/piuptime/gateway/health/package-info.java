/** How targets, credentials and their limits are doing: state machines that decide who may be asked, and when again. */
@NullMarked
package io.piuptime.gateway.health;

import org.jspecify.annotations.NullMarked;
