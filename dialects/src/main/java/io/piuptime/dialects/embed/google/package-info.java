/** Vectors as Gemini and Vertex AI speak of them. */
@NullMarked
package io.piuptime.dialects.embed.google;

import org.jspecify.annotations.NullMarked;
