/** Commands that talk to a running gateway over its admin API. */
@NullMarked
package io.piuptime.app.cli;

import org.jspecify.annotations.NullMarked;
