@NullMarked
package io.piuptime.stores.memory;

import org.jspecify.annotations.NullMarked;
