/** What the tests of the dialects share. */
@NullMarked
package io.piuptime.dialects;

import org.jspecify.annotations.NullMarked;
