/** Providers that need not be written out: what the catalogue and the environment say of them is enough. */
@NullMarked
package io.piuptime.app.config.known;

import org.jspecify.annotations.NullMarked;
