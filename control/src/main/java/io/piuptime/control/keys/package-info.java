/** API keys: creation, listing, revocation, and the first key. */
@NullMarked
package io.piuptime.control.keys;

import org.jspecify.annotations.NullMarked;
