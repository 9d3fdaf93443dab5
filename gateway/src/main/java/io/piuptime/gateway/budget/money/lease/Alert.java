package io.piuptime.gateway.budget.money.lease;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.model.directory.Budget;

/**
 * So much of a cap is gone.
 *
 * @param percent the threshold that was passed
 * @param gone millionths of a dollar that are spent or held by nodes
 */
public record Alert(Budget budget, AccountId account, Budget.Cap cap, int percent, long gone) {}
