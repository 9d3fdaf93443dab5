/** The configuration as a tree of records: what the file says, with defaults where it is silent. */
@NullMarked
package io.piuptime.app.config;

import org.jspecify.annotations.NullMarked;
