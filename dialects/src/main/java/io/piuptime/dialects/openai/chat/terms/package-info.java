/** What both directions of OpenAI's chat completions have in common: contents, calls, thoughts, usage and words. */
@NullMarked
package io.piuptime.dialects.openai.chat.terms;

import org.jspecify.annotations.NullMarked;
