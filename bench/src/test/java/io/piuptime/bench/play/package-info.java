@NullMarked
package io.piuptime.bench.play;

import org.jspecify.annotations.NullMarked;
