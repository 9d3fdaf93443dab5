/** Third stage: whether the caller may have what it asks for. */
@NullMarked
package io.piuptime.gateway.authorize;

import org.jspecify.annotations.NullMarked;
