/** From the records of a configuration to the snapshot that serves, at start and whenever a file changes. */
@NullMarked
package io.piuptime.app.config.load;

import org.jspecify.annotations.NullMarked;
