/** The databases that a configuration names, put together. */
@NullMarked
package io.piuptime.app.stores;

import org.jspecify.annotations.NullMarked;
