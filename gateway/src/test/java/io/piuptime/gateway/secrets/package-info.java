@NullMarked
package io.piuptime.gateway.secrets;

import org.jspecify.annotations.NullMarked;
