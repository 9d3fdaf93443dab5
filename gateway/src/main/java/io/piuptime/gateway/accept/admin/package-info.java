/** The admin listener: reads calls whole and has them answered on threads that may wait. */
@NullMarked
package io.piuptime.gateway.accept.admin;

import org.jspecify.annotations.NullMarked;
