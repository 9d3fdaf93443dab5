@NullMarked
package io.piuptime.gateway.budget;

import org.jspecify.annotations.NullMarked;
