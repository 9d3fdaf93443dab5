/** The directory: where its entries are kept, and the numbered feed of their changes. */
@NullMarked
package io.piuptime.gateway.directory;

import org.jspecify.annotations.NullMarked;
