/** How entries of the directory are written on the command line and shown in tables. */
@NullMarked
package io.piuptime.app.cli.entry;

import org.jspecify.annotations.NullMarked;
