@NullMarked
package io.piuptime.gateway.send.wire;

import org.jspecify.annotations.NullMarked;
