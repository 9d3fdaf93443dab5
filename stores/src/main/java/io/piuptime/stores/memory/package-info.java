/** Usage and keys in memory, for tests and for a gateway that keeps nothing. */
@NullMarked
package io.piuptime.stores.memory;

import org.jspecify.annotations.NullMarked;
