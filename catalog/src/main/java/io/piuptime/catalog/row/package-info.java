/** Rows of YAML, read with their place, so that what is wrong in one can be named. */
@NullMarked
package io.piuptime.catalog.row;

import org.jspecify.annotations.NullMarked;
