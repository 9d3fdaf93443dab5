@NullMarked
package io.piuptime.stores.sqlite.driver;

import org.jspecify.annotations.NullMarked;
