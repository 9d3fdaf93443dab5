/** Who of the targets of a model is asked first. */
@NullMarked
package io.piuptime.model.routing;

import org.jspecify.annotations.NullMarked;
