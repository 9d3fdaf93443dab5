/** The route that shows the nodes of an installation. */
@NullMarked
package io.piuptime.control.nodes;

import org.jspecify.annotations.NullMarked;
