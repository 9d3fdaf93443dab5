/** Chat as Google's Gemini API speaks it, on AI Studio and on Vertex AI: generateContent and streamGenerateContent. */
@NullMarked
package io.piuptime.dialects.gemini;

import org.jspecify.annotations.NullMarked;
