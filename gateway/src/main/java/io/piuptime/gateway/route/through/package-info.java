/** From a path to a provider that is asked itself, and which paths are nobody's. */
@NullMarked
package io.piuptime.gateway.route.through;

import org.jspecify.annotations.NullMarked;
