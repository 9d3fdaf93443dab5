/** Callers who race for one budget while nodes, stores and their connections are killed, frozen and cut, and the judge of it. */
@NullMarked
package io.piuptime.testkit.torture;

import org.jspecify.annotations.NullMarked;
