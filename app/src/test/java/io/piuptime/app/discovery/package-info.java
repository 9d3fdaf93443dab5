/** Tests of what is found on this machine. */
@NullMarked
package io.piuptime.app.discovery;

import org.jspecify.annotations.NullMarked;
