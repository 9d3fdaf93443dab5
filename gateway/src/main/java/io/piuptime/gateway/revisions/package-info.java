/** Configuration that is published to all nodes: numbered documents, and where they are kept. */
@NullMarked
package io.piuptime.gateway.revisions;

import org.jspecify.annotations.NullMarked;
