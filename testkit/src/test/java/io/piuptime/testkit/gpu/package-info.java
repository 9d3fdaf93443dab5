@NullMarked
package io.piuptime.testkit.gpu;

import org.jspecify.annotations.NullMarked;
