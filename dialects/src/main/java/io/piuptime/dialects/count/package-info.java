/** The wire formats in which is asked how many tokens a conversation has, in both directions. */
@NullMarked
package io.piuptime.dialects.count;

import org.jspecify.annotations.NullMarked;
