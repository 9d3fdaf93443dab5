/** Plays the scenarios through a gateway and makes the card of them. */
@NullMarked
package io.piuptime.testkit.card.run;

import org.jspecify.annotations.NullMarked;
