@NullMarked
package io.piuptime.gateway.health.seen;

import org.jspecify.annotations.NullMarked;
