/** Twice as many requests as an engine can answer, with priorities, and what becomes of each. */
@NullMarked
package io.piuptime.testkit.overload;

import org.jspecify.annotations.NullMarked;
