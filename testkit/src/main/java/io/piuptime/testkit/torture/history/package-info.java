/** Checks of what was recorded of a race: the nodes' journals of money, and when whom was let in. */
@NullMarked
package io.piuptime.testkit.torture.history;

import org.jspecify.annotations.NullMarked;
