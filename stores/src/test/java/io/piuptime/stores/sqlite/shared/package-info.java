@NullMarked
package io.piuptime.stores.sqlite.shared;

import org.jspecify.annotations.NullMarked;
