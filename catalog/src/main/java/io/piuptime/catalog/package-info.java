/** What is known of providers and models before anyone asks, and what this installation offers of them. */
@NullMarked
package io.piuptime.catalog;

import org.jspecify.annotations.NullMarked;
