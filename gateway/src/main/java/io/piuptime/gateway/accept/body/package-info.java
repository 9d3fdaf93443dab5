/** Reading of request bodies: held whole, or passing through. */
@NullMarked
package io.piuptime.gateway.accept.body;

import org.jspecify.annotations.NullMarked;
