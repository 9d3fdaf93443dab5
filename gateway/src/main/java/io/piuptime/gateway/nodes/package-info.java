/** The nodes of an installation: what each says of itself, and where that is kept. */
@NullMarked
package io.piuptime.gateway.nodes;

import org.jspecify.annotations.NullMarked;
