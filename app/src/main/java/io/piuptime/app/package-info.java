/** The process: its one entry, and the composition of all parts. */
@NullMarked
package io.piuptime.app;

import org.jspecify.annotations.NullMarked;
