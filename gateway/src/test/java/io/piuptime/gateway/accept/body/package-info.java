@NullMarked
package io.piuptime.gateway.accept.body;

import org.jspecify.annotations.NullMarked;
