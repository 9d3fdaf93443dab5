/** Anthropic's Messages API: requests, replies, errors and streams, in both directions. */
@NullMarked
package io.piuptime.dialects.anthropic;

import org.jspecify.annotations.NullMarked;
