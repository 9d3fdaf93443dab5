/** What every store must do, as tests that each kind of store inherits. */
@NullMarked
package io.piuptime.testkit.contracts;

import org.jspecify.annotations.NullMarked;
