/** From one dialect to another: requests, replies, streams and errors, by way of the canonical form. */
@NullMarked
package io.piuptime.dialects.translate;

import org.jspecify.annotations.NullMarked;
