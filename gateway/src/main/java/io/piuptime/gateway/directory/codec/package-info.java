/** Entries of the directory as bytes, readable by older and newer programs. */
@NullMarked
package io.piuptime.gateway.directory.codec;

import org.jspecify.annotations.NullMarked;
