/** Tests of the judge of money. */
@NullMarked
package io.piuptime.testkit.torture;

import org.jspecify.annotations.NullMarked;
