/** What nodes share of a limit: the port to the store that deals it out, and the keeper that asks for this node's part. */
@NullMarked
package io.piuptime.gateway.budget.share;

import org.jspecify.annotations.NullMarked;
