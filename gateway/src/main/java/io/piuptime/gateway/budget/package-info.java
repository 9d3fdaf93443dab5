/** Fourth stage: whether there is room, and at the end the settling of what was used. */
@NullMarked
package io.piuptime.gateway.budget;

import org.jspecify.annotations.NullMarked;
