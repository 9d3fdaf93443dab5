/** Server-sent events: where one frame ends and what its data is. */
@NullMarked
package io.piuptime.dialects.sse;

import org.jspecify.annotations.NullMarked;
