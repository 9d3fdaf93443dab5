/** How targets are doing, for those who run the gateway. */
@NullMarked
package io.piuptime.control.targets;

import org.jspecify.annotations.NullMarked;
