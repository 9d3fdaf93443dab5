@NullMarked
package io.piuptime.gateway.pressure.signal;

import org.jspecify.annotations.NullMarked;
