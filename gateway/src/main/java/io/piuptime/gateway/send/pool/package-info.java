/** Connections to providers. */
@NullMarked
package io.piuptime.gateway.send.pool;

import org.jspecify.annotations.NullMarked;
