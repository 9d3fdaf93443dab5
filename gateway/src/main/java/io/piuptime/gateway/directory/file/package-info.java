/** Files that only their owner may read, and the one that holds the directory's replica. */
@NullMarked
package io.piuptime.gateway.directory.file;

import org.jspecify.annotations.NullMarked;
