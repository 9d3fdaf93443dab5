/** Servers of models on this machine, found on their usual ports and offered without being written. */
@NullMarked
package io.piuptime.app.discovery;

import org.jspecify.annotations.NullMarked;
