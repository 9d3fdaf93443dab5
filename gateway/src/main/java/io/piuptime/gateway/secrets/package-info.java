/** Credentials that are kept sealed: the keys that seal them, and how they are found by name. */
@NullMarked
package io.piuptime.gateway.secrets;

import org.jspecify.annotations.NullMarked;
