/** What a fake provider is told to do: scripts, and the plays that they come down to. */
@NullMarked
package io.piuptime.testkit.script;

import org.jspecify.annotations.NullMarked;
