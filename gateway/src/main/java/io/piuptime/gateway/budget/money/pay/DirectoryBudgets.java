package io.piuptime.gateway.budget.money.pay;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.directory.Budgets;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.limit.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Budgets as the directory has them: those that bind a key, and those of its end user, its marks and the model. */
public final class DirectoryBudgets implements BindingBudgets {
    private final Budgets budgets;

    public DirectoryBudgets(Budgets budgets) {
        this.budgets = requireNonNull(budgets, "budgets");
    }

    @Override
    public List<Budget> of(Exchange exchange) {
        Optional<Caller> known = exchange.caller();
        if (known.isEmpty()) {
            return List.of();
        }
        Caller caller = known.get();
        List<Budget> ofKey = caller.allowance().budgets();
        if (!budgets.any(Level.END_USER) && !budgets.any(Level.TAG) && !budgets.any(Level.MODEL)) {
            return ofKey;
        }
        String tenant = caller.owner().tenant();
        List<Budget> all = new ArrayList<>(ofKey);
        if (!exchange.user().isEmpty()) {
            all.addAll(budgets.of(tenant, Level.END_USER, exchange.user()));
        }
        for (Map.Entry<String, String> tag : exchange.tags().entrySet()) {
            all.addAll(budgets.of(tenant, Level.TAG, tag.getKey() + "=" + tag.getValue()));
        }
        all.addAll(budgets.of(tenant, Level.MODEL, exchange.model().name()));
        return all;
    }
}
