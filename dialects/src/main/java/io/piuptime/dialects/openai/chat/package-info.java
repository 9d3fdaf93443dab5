/** The dialect of OpenAI's chat completions, which many others speak too, between its wire format and the canonical form. */
@NullMarked
package io.piuptime.dialects.openai.chat;

import org.jspecify.annotations.NullMarked;
