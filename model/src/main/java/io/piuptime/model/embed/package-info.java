/** The canonical form of a wish for vectors, and of the vectors. */
@NullMarked
package io.piuptime.model.embed;

import org.jspecify.annotations.NullMarked;
