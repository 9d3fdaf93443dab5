/** The ledger of this node: what attempts have reserved, spent, or may have spent, of what was granted. */
@NullMarked
package io.piuptime.gateway.budget.money.ledger;

import org.jspecify.annotations.NullMarked;
