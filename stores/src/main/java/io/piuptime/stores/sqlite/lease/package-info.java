/** Leases of money in SQLite. */
@NullMarked
package io.piuptime.stores.sqlite.lease;

import org.jspecify.annotations.NullMarked;
