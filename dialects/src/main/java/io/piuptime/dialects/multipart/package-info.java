/** Multipart bodies: where their fields stand. */
@NullMarked
package io.piuptime.dialects.multipart;

import org.jspecify.annotations.NullMarked;
