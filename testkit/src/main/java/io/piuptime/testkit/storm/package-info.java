/** Stores that fail one way after the other under load, and what callers notice of it. */
@NullMarked
package io.piuptime.testkit.storm;

import org.jspecify.annotations.NullMarked;
