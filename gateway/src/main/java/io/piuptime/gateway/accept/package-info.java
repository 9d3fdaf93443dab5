/** First stage: listeners, limits and the reading of requests. The only Vert.x servers live here. */
@NullMarked
package io.piuptime.gateway.accept;

import org.jspecify.annotations.NullMarked;
