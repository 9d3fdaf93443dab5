/** Tests of the memory of answers. */
@NullMarked
package io.piuptime.gateway.accept.repeat;

import org.jspecify.annotations.NullMarked;
