/** The routes for configuration that is published to all nodes. */
@NullMarked
package io.piuptime.control.revisions;

import org.jspecify.annotations.NullMarked;
