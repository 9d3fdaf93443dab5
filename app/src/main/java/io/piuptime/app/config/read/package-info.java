/** From the text of a configuration file to its records, or to everything that is wrong with it. */
@NullMarked
package io.piuptime.app.config.read;

import org.jspecify.annotations.NullMarked;
