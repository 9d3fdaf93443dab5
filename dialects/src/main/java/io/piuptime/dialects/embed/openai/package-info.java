/** Vectors as OpenAI's API speaks of them, and what others made of it. */
@NullMarked
package io.piuptime.dialects.embed.openai;

import org.jspecify.annotations.NullMarked;
