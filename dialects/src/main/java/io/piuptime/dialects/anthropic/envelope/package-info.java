/** Anthropic's messages as other clouds wrap them. */
@NullMarked
package io.piuptime.dialects.anthropic.envelope;

import org.jspecify.annotations.NullMarked;
