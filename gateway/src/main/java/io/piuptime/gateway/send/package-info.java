/** Last stage: attempts at targets, and the reply on its way back. The only Vert.x client lives here. */
@NullMarked
package io.piuptime.gateway.send;

import org.jspecify.annotations.NullMarked;
