@NullMarked
package io.piuptime.gateway.budget.money.ledger;

import org.jspecify.annotations.NullMarked;
