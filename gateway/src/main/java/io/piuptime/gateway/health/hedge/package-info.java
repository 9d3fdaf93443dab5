/** How long models take to their first word, and how much more may be spent on asking somebody else meanwhile. */
@NullMarked
package io.piuptime.gateway.health.hedge;

import org.jspecify.annotations.NullMarked;
