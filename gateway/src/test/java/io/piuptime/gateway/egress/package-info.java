@NullMarked
package io.piuptime.gateway.egress;

import org.jspecify.annotations.NullMarked;
