/** The command {@code piup upgrade}: one version of the gateway takes another's place, node by node, under load. */
@NullMarked
package io.piuptime.bench.upgrade;

import org.jspecify.annotations.NullMarked;
