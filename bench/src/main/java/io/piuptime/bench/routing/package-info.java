/** What the choice among targets costs by itself: routing, health and admission of one exchange after the other. */
@NullMarked
package io.piuptime.bench.routing;

import org.jspecify.annotations.NullMarked;
