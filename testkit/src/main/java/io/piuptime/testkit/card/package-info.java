/** The scenarios that a gateway is asked to survive, and the judge of what it did in each. */
@NullMarked
package io.piuptime.testkit.card;

import org.jspecify.annotations.NullMarked;
