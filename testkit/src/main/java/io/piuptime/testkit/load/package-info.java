/** A load driver that checks every reply and measures without coordinated omission. */
@NullMarked
package io.piuptime.testkit.load;

import org.jspecify.annotations.NullMarked;
