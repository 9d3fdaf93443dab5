@NullMarked
package io.piuptime.gateway.health.hedge;

import org.jspecify.annotations.NullMarked;
