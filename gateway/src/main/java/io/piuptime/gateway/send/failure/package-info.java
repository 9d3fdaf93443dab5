/** What attempts fail of, by exceptions of the network and by the words of providers. */
@NullMarked
package io.piuptime.gateway.send.failure;

import org.jspecify.annotations.NullMarked;
