/** The command line itself: what was typed, what is printed, and how a command ends that cannot be done. */
@NullMarked
package io.piuptime.app.cli.line;

import org.jspecify.annotations.NullMarked;
