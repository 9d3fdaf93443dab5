@NullMarked
package io.piuptime.stores.journal.codec;

import org.jspecify.annotations.NullMarked;
