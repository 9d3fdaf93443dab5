@NullMarked
package io.piuptime.gateway.health.rates;

import org.jspecify.annotations.NullMarked;
