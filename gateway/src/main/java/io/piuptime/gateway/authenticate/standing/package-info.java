/** What follows for a key from whose it is: whether it opens anything, from where, what, and how much. */
@NullMarked
package io.piuptime.gateway.authenticate.standing;

import org.jspecify.annotations.NullMarked;
