/** What can be seen from outside: meters, access events, trace context, and the scrubber that keeps secrets out of them. */
@NullMarked
package io.piuptime.observe;

import org.jspecify.annotations.NullMarked;
