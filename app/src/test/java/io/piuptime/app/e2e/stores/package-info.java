@NullMarked
package io.piuptime.app.e2e.stores;

import org.jspecify.annotations.NullMarked;
