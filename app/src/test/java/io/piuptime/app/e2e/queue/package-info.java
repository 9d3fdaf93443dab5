/** Waiting for places at targets that are full. */
@NullMarked
package io.piuptime.app.e2e.queue;

import org.jspecify.annotations.NullMarked;
