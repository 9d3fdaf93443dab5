/** API keys: their text, the entry that is kept of one, and numbered changes to entries. */
@NullMarked
package io.piuptime.model.key;

import org.jspecify.annotations.NullMarked;
