/** Tests of {@link io.piuptime.gateway.send.course}. */
@NullMarked
package io.piuptime.gateway.send.course;

import org.jspecify.annotations.NullMarked;
