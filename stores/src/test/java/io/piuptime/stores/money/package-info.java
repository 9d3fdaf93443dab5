@NullMarked
package io.piuptime.stores.money;

import org.jspecify.annotations.NullMarked;
