/** The canonical form of a wish to have documents put in order, and of the order. */
@NullMarked
package io.piuptime.model.rerank;

import org.jspecify.annotations.NullMarked;
