/** A provider that fails on purpose: the model's name chooses how. */
@NullMarked
package io.piuptime.testkit.wall;

import org.jspecify.annotations.NullMarked;
