/** Streamed answers of OpenAI's chat completions, both ways. */
@NullMarked
package io.piuptime.dialects.openai.chat.stream;

import org.jspecify.annotations.NullMarked;
