/** Tests of meters, access events, trace context and the scrubber. */
@NullMarked
package io.piuptime.observe;

import org.jspecify.annotations.NullMarked;
