/** The dialect of OpenAI's Responses API, between its wire format and the canonical form. */
@NullMarked
package io.piuptime.dialects.responses;

import org.jspecify.annotations.NullMarked;
