/** What a request needs of its target, found while its body is read. */
@NullMarked
package io.piuptime.dialects.needs;

import org.jspecify.annotations.NullMarked;
