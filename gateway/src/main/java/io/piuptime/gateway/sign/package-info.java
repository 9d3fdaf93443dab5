/** How requests show a provider that they may be answered. */
@NullMarked
package io.piuptime.gateway.sign;

import org.jspecify.annotations.NullMarked;
