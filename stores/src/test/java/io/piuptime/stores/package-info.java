@NullMarked
package io.piuptime.stores;

import org.jspecify.annotations.NullMarked;
