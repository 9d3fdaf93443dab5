@NullMarked
package io.piuptime.gateway.pressure;

import org.jspecify.annotations.NullMarked;
