/** Whom one exchange is sent to, and what it has to pay from. */
@NullMarked
package io.piuptime.gateway.send.course;

import org.jspecify.annotations.NullMarked;
