@NullMarked
package io.piuptime.bench.stores;

import org.jspecify.annotations.NullMarked;
