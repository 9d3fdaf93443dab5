/** Tests of what the dialects of chat share. */
@NullMarked
package io.piuptime.dialects.chat;

import org.jspecify.annotations.NullMarked;
