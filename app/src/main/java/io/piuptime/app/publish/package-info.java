/** How this node takes what is published, and says how far it is. */
@NullMarked
package io.piuptime.app.publish;

import org.jspecify.annotations.NullMarked;
