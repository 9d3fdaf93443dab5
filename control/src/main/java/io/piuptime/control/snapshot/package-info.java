/** The configuration in effect, and taking a new one. */
@NullMarked
package io.piuptime.control.snapshot;

import org.jspecify.annotations.NullMarked;
