/** What callers notice of stores that fail, measured at a gateway in a process of its own. */
@NullMarked
package io.piuptime.bench.stores;

import org.jspecify.annotations.NullMarked;
