/** Commands that play one scenario before a gateway of their own: what they share. */
@NullMarked
package io.piuptime.bench.play;

import org.jspecify.annotations.NullMarked;
