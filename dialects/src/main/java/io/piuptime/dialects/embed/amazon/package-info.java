/** Vectors as Amazon's models on Bedrock speak of them. */
@NullMarked
package io.piuptime.dialects.embed.amazon;

import org.jspecify.annotations.NullMarked;
