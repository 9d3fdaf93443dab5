/** Which dialects this gateway speaks. */
@NullMarked
package io.piuptime.app.speak;

import org.jspecify.annotations.NullMarked;
