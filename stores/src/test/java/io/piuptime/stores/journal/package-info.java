@NullMarked
package io.piuptime.stores.journal;

import org.jspecify.annotations.NullMarked;
