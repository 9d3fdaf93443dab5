/** The command that plays sixteen faults of a provider through the gateway and prints the card. */
@NullMarked
package io.piuptime.bench.failover;

import org.jspecify.annotations.NullMarked;
