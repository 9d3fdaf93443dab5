@NullMarked
package io.piuptime.gateway.authorize;

import org.jspecify.annotations.NullMarked;
