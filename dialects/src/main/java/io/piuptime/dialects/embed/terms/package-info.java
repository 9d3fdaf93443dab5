/** What the wire formats of vectors have in common. */
@NullMarked
package io.piuptime.dialects.embed.terms;

import org.jspecify.annotations.NullMarked;
