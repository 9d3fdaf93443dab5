/** Streamed answers of the Responses API, both ways. */
@NullMarked
package io.piuptime.dialects.responses.stream;

import org.jspecify.annotations.NullMarked;
