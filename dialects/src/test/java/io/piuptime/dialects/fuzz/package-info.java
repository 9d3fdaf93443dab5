/** What nobody wrote, read by every codec: bounded fuzzing of requests, replies and streams. */
@NullMarked
package io.piuptime.dialects.fuzz;

import org.jspecify.annotations.NullMarked;
