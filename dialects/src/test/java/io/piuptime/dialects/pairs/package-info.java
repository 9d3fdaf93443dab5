/** What a conversation keeps when it goes from each dialect to each other one. */
@NullMarked
package io.piuptime.dialects.pairs;

import org.jspecify.annotations.NullMarked;
