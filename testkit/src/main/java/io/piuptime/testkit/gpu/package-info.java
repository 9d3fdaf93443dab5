/** Engines that serve as fast as so many places allow, and loads that compare who is asked first. */
@NullMarked
package io.piuptime.testkit.gpu;

import org.jspecify.annotations.NullMarked;
