/** What questions and answers of the Responses API are made of, and its whole answers and errors. */
@NullMarked
package io.piuptime.dialects.responses.item;

import org.jspecify.annotations.NullMarked;
