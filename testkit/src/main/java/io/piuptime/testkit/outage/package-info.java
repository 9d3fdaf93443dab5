/** A target that is gone for a while under load, and what a gateway makes of it. */
@NullMarked
package io.piuptime.testkit.outage;

import org.jspecify.annotations.NullMarked;
