/** The seam between the dialect that a caller speaks and the one that a target speaks. */
@NullMarked
package io.piuptime.gateway.translate;

import org.jspecify.annotations.NullMarked;
