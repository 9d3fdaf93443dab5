@NullMarked
package io.piuptime.gateway.load;

import org.jspecify.annotations.NullMarked;
