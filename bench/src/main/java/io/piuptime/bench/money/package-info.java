/** How long money takes. */
@NullMarked
package io.piuptime.bench.money;

import org.jspecify.annotations.NullMarked;
