package io.piuptime.catalog.account;

import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Timers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every account, by its provider's name. */
public record Accounts(Map<String, Account> byName) {
    public static final Accounts NONE = new Accounts(Map.of());

    public Accounts {
        byName = Map.copyOf(byName);
    }

    public Optional<Account> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Those that speak OpenAI's format, by name. */
    public List<Account> openAi() {
        return new TreeMap<>(byName)
                .values().stream()
                        .filter(account -> account.openAi().isPresent())
                        .toList();
    }

    public Collection<Provider> providers() {
        return byName.values().stream().map(Account::provider).toList();
    }

    public Collection<Timers> timers() {
        return byName.values().stream().map(Account::timers).distinct().toList();
    }
}
