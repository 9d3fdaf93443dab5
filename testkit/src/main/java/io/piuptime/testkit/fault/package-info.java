/** A TCP proxy that spoils the connections going through it. */
@NullMarked
package io.piuptime.testkit.fault;

import org.jspecify.annotations.NullMarked;
