/** How busy engines of one's own are, by what they tell of themselves. */
@NullMarked
package io.piuptime.gateway.load;

import org.jspecify.annotations.NullMarked;
