/** What bodies ask for that costs something, in each wire format. */
@NullMarked
package io.piuptime.dialects.cost;

import org.jspecify.annotations.NullMarked;
