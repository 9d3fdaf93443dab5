/** What every dialect of chat has in common: the two directions between its wire format and the canonical form. */
@NullMarked
package io.piuptime.dialects.chat;

import org.jspecify.annotations.NullMarked;
