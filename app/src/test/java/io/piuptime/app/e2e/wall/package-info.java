/** The gateway before a provider that fails on purpose. */
@NullMarked
package io.piuptime.app.e2e.wall;

import org.jspecify.annotations.NullMarked;
