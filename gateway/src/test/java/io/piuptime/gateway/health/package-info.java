@NullMarked
package io.piuptime.gateway.health;

import org.jspecify.annotations.NullMarked;
