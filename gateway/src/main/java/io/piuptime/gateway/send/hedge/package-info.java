/** Whether an exchange is one that may be asked of two targets at once. */
@NullMarked
package io.piuptime.gateway.send.hedge;

import org.jspecify.annotations.NullMarked;
