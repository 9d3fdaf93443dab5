/** The wire formats in which documents are put in order by what they say about a query, in both directions. */
@NullMarked
package io.piuptime.dialects.rerank;

import org.jspecify.annotations.NullMarked;
