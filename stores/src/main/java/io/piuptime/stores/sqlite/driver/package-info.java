/** The driver's native library, as a file. */
@NullMarked
package io.piuptime.stores.sqlite.driver;

import org.jspecify.annotations.NullMarked;
