@NullMarked
package io.piuptime.gateway.send;

import org.jspecify.annotations.NullMarked;
