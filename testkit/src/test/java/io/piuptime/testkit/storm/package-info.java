@NullMarked
package io.piuptime.testkit.storm;

import org.jspecify.annotations.NullMarked;
