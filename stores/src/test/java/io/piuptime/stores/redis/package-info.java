@NullMarked
package io.piuptime.stores.redis;

import org.jspecify.annotations.NullMarked;
