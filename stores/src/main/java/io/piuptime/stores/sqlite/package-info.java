/** Usage and keys in one SQLite file, for a gateway that runs alone. */
@NullMarked
package io.piuptime.stores.sqlite;

import org.jspecify.annotations.NullMarked;
