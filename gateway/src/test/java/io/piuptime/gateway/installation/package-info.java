/** Tests of what makes nodes one installation. */
@NullMarked
package io.piuptime.gateway.installation;

import org.jspecify.annotations.NullMarked;
