/** What tells how near this process is to its limits: processor, memory, loops and files. */
@NullMarked
package io.piuptime.gateway.pressure.signal;

import org.jspecify.annotations.NullMarked;
