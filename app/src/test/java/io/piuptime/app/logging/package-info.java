/** Tests of the log lines. */
@NullMarked
package io.piuptime.app.logging;

import org.jspecify.annotations.NullMarked;
