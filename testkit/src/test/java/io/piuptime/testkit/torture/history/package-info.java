/** Tests of the checks of what was recorded of a race. */
@NullMarked
package io.piuptime.testkit.torture.history;

import org.jspecify.annotations.NullMarked;
