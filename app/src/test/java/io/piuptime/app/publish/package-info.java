/** The following of what is published, tried. */
@NullMarked
package io.piuptime.app.publish;

import org.jspecify.annotations.NullMarked;
