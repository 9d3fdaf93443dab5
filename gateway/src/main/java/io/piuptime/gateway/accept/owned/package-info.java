/** Replies that tell of objects at providers, held until it is kept whose these are. */
@NullMarked
package io.piuptime.gateway.accept.owned;

import org.jspecify.annotations.NullMarked;
