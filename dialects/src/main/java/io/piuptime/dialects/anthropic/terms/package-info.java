/** Words, counts and small forms of the Messages API that all of its directions share. */
@NullMarked
package io.piuptime.dialects.anthropic.terms;

import org.jspecify.annotations.NullMarked;
