/** Gateways to which configuration and secrets are published. */
@NullMarked
package io.piuptime.app.e2e.publish;

import org.jspecify.annotations.NullMarked;
