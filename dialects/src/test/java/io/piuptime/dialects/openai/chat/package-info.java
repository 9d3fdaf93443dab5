/** Tests of the dialect of OpenAI's chat completions. */
@NullMarked
package io.piuptime.dialects.openai.chat;

import org.jspecify.annotations.NullMarked;
