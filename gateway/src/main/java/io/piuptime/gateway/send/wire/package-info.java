/** Bytes on their way: between arrays and buffers, in slices, out of an encoding, masked. */
@NullMarked
package io.piuptime.gateway.send.wire;

import org.jspecify.annotations.NullMarked;
