@NullMarked
package io.piuptime.gateway.queue;

import org.jspecify.annotations.NullMarked;
