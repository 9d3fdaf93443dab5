/** Everything that nodes share for good, in PostgreSQL. */
@NullMarked
package io.piuptime.stores.postgres;

import org.jspecify.annotations.NullMarked;
