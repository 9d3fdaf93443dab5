/** What makes nodes one installation: the marks of the secrets that all of them have, and the answers that they remember together. */
@NullMarked
package io.piuptime.gateway.installation;

import org.jspecify.annotations.NullMarked;
