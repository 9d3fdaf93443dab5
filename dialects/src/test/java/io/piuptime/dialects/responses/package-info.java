/** Tests of the Responses API's dialect. */
@NullMarked
package io.piuptime.dialects.responses;

import org.jspecify.annotations.NullMarked;
