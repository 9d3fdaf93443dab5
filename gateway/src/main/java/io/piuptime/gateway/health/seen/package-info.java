/** What those who run the gateway see of targets: in lists, tables and meters. */
@NullMarked
package io.piuptime.gateway.health.seen;

import org.jspecify.annotations.NullMarked;
