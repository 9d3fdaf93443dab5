/** The local journal of usage: records go to mapped files first, and from there to a store. */
@NullMarked
package io.piuptime.stores.journal;

import org.jspecify.annotations.NullMarked;
