/** The form in which a usage record lies in the journal. */
@NullMarked
package io.piuptime.stores.journal.codec;

import org.jspecify.annotations.NullMarked;
