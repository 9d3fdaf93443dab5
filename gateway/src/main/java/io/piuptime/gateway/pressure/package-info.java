/** How near this process is to its limits. */
@NullMarked
package io.piuptime.gateway.pressure;

import org.jspecify.annotations.NullMarked;
