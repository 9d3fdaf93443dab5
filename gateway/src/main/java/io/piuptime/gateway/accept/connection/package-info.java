/** Connections from callers: how many, and how long without a request. */
@NullMarked
package io.piuptime.gateway.accept.connection;

import org.jspecify.annotations.NullMarked;
