/** The head of a request: what stands in it and what is wrong with it. */
@NullMarked
package io.piuptime.gateway.accept.head;

import org.jspecify.annotations.NullMarked;
