@NullMarked
package io.piuptime.testkit.overload;

import org.jspecify.annotations.NullMarked;
