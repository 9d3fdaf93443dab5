/** What an exchange used: tokens, times, bytes and how it ended. */
@NullMarked
package io.piuptime.model.usage;

import org.jspecify.annotations.NullMarked;
