@NullMarked
package io.piuptime.stores.sqlite;

import org.jspecify.annotations.NullMarked;
