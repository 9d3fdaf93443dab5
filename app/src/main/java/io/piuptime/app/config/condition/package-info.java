/** Conditions on targets: read as CEL, checked when they are read, and the only place that knows a library for it. */
@NullMarked
package io.piuptime.app.config.condition;

import org.jspecify.annotations.NullMarked;
