@NullMarked
package io.piuptime.gateway;

import org.jspecify.annotations.NullMarked;
