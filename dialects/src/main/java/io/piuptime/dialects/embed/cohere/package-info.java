/** Vectors as Cohere's API speaks of them. */
@NullMarked
package io.piuptime.dialects.embed.cohere;

import org.jspecify.annotations.NullMarked;
