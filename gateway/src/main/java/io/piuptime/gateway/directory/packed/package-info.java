/** The directory in memory: changes as bytes beside the heap, found by kind and id. */
@NullMarked
package io.piuptime.gateway.directory.packed;

import org.jspecify.annotations.NullMarked;
