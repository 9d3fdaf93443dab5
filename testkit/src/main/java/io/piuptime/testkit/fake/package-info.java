/** A fake OpenAI server that follows scripts and remembers what it was asked. */
@NullMarked
package io.piuptime.testkit.fake;

import org.jspecify.annotations.NullMarked;
