/** Who is refused when a process is near its limits, and what is given up. */
@NullMarked
package io.piuptime.gateway.pressure.shed;

import org.jspecify.annotations.NullMarked;
