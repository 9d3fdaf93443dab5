@NullMarked
package io.piuptime.bench.overload;

import org.jspecify.annotations.NullMarked;
