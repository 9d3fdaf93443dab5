/** What providers say that their requests and replies look like, from their published contracts. */
@NullMarked
package io.piuptime.dialects.schema;

import org.jspecify.annotations.NullMarked;
