/** What no honest caller sends, through the running gateway. */
@NullMarked
package io.piuptime.app.e2e.hostile;

import org.jspecify.annotations.NullMarked;
