package io.piuptime.gateway.budget.money.pay;

import io.piuptime.gateway.Exchange;
import io.piuptime.model.directory.Budget;
import java.util.List;

/** Says which budgets bind an exchange. Asked once an exchange, from many threads; must not wait. */
@FunctionalInterface
public interface BindingBudgets {
    /** Nobody has a budget. */
    BindingBudgets NONE = _ -> List.of();

    /** The active ones that bind an exchange whose caller and model are known. */
    List<Budget> of(Exchange exchange);
}
