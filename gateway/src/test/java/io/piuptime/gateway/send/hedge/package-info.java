@NullMarked
package io.piuptime.gateway.send.hedge;

import org.jspecify.annotations.NullMarked;
