/** The keys of a node, tried. */
@NullMarked
package io.piuptime.app.secrets;

import org.jspecify.annotations.NullMarked;
