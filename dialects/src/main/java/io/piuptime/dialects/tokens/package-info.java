/** How many tokens a conversation has: counted where a model's vocabulary is public, estimated elsewhere. */
@NullMarked
package io.piuptime.dialects.tokens;

import org.jspecify.annotations.NullMarked;
