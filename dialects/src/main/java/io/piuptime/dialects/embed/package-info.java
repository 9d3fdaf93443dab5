/** The wire formats in which vectors are asked for and answered, in both directions. */
@NullMarked
package io.piuptime.dialects.embed;

import org.jspecify.annotations.NullMarked;
