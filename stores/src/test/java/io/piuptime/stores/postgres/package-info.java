@NullMarked
package io.piuptime.stores.postgres;

import org.jspecify.annotations.NullMarked;
