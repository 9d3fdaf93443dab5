/** The dialect of OpenAI: chat completions, completions, embeddings, moderations, images and audio. */
@NullMarked
package io.piuptime.dialects.openai;

import org.jspecify.annotations.NullMarked;
