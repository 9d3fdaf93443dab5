/** Threads that are not the event loops'. */
@NullMarked
package io.piuptime.app.threads;

import org.jspecify.annotations.NullMarked;
