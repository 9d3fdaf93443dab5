/** The money journal of a node in mapped files. */
@NullMarked
package io.piuptime.stores.money;

import org.jspecify.annotations.NullMarked;
