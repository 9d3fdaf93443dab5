/** Callers of one dialect and providers of another, through the running gateway. */
@NullMarked
package io.piuptime.app.e2e.translate;

import org.jspecify.annotations.NullMarked;
