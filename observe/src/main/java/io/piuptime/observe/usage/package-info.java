/** Where usage records go: the local journal first, then a store. */
@NullMarked
package io.piuptime.observe.usage;

import org.jspecify.annotations.NullMarked;
