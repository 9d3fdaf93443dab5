/** Tests of limits as they are written. */
@NullMarked
package io.piuptime.model.limit;

import org.jspecify.annotations.NullMarked;
