/** The way of bytes that stay in their dialect, for every dialect that has a codec. */
@NullMarked
package io.piuptime.dialects.relay;

import org.jspecify.annotations.NullMarked;
