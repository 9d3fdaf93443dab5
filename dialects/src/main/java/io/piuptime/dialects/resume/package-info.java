/** Streams that broke off, and are gone on with by another answer that says the same. */
@NullMarked
package io.piuptime.dialects.resume;

import org.jspecify.annotations.NullMarked;
