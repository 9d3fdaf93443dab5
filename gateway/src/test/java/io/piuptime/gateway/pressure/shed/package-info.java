@NullMarked
package io.piuptime.gateway.pressure.shed;

import org.jspecify.annotations.NullMarked;
