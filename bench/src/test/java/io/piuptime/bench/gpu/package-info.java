@NullMarked
package io.piuptime.bench.gpu;

import org.jspecify.annotations.NullMarked;
