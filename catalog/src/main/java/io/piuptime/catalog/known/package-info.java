/** The catalogue: what is known of models and of the providers that have them, ours with users' rows over it. */
@NullMarked
package io.piuptime.catalog.known;

import org.jspecify.annotations.NullMarked;
