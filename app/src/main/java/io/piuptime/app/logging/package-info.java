/** Log lines: JSON on standard error, scrubbed of secrets, never waiting for who reads them. */
@NullMarked
package io.piuptime.app.logging;

import org.jspecify.annotations.NullMarked;
