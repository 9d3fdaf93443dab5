/** The memory of answers by idempotency key: what is asked again is answered again, and not sent again. */
@NullMarked
package io.piuptime.gateway.accept.repeat;

import org.jspecify.annotations.NullMarked;
