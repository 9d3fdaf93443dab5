/** Configuration that is published to all nodes: what may stand in it, and how it joins a node's own. */
@NullMarked
package io.piuptime.app.config.publish;

import org.jspecify.annotations.NullMarked;
