/** The side-by-side benchmark: the same load on the gateway, on nginx and on the provider itself, in one run. */
@NullMarked
package io.piuptime.bench;

import org.jspecify.annotations.NullMarked;
