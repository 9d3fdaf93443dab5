/** The verb run: how the parts are put together, started, told of changes and stopped. */
@NullMarked
package io.piuptime.app.run;

import org.jspecify.annotations.NullMarked;
