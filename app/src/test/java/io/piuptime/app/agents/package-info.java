/** Command-line coding agents, run without a user against any base URL. */
@NullMarked
package io.piuptime.app.agents;

import org.jspecify.annotations.NullMarked;
