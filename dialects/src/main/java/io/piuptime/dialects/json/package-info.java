/** JSON without trees: a strict cursor over bytes, and the few things that are written. */
@NullMarked
package io.piuptime.dialects.json;

import org.jspecify.annotations.NullMarked;
