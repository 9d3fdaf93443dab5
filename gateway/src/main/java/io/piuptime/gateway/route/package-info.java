/** Fifth stage: where an exchange can be sent, in order of preference. */
@NullMarked
package io.piuptime.gateway.route;

import org.jspecify.annotations.NullMarked;
