package io.piuptime.gateway.health.seen;

import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.health.HealthKey;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whose health is whose, by a configuration. */
final class Names {
    private final Snapshot snapshot;
    private final IdentityHashMap<Provider, HealthKey> keys = new IdentityHashMap<>();
    /** By keys of any model. */
    private final Map<HealthKey, Account> accounts = new HashMap<>();

    private final Map<String, Integer> credentials = new HashMap<>();
    private final Map<HealthKey, Set<String>> models = new LinkedHashMap<>();

    /** A provider with one credential, and which of the provider's that is. */
    private record Account(Provider provider, int credential) {}

    Names(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (String name : snapshot.offer().names()) {
            snapshot.offer().find(name).ifPresent(this::add);
        }
        Stream.concat(snapshot.offer().providers().stream(), snapshot.accounts().providers().stream())
                .sorted(Comparator.comparing(Provider::name)
                        .thenComparing(provider -> key(provider).credential()))
                .forEach(this::account);
    }

    @SuppressWarnings("ReferenceEquality") // each snapshot is one object, and comparing two of them would take long
    boolean areOf(Snapshot other) {
        return snapshot == other;
    }

    /** The targets that are written, those of known names of wildcards included. */
    Set<HealthKey> written() {
        return models.keySet();
    }

    /** Empty if the configuration has no such provider or credential. */
    Optional<SeenTarget.Name> of(HealthKey key) {
        Account account = accounts.get(key.ofAnyModel());
        if (account == null) {
            return Optional.empty();
        }
        return Optional.of(new SeenTarget.Name(
                new Target(account.provider, key.upstreamModel()).id(),
                account.credential,
                List.copyOf(models.getOrDefault(key, Set.of()))));
    }

    private void add(Model model) {
        for (Target target : model.targets()) {
            account(target.provider());
            models.computeIfAbsent(key(target.provider()).ofModel(target.upstreamModel()), _ -> new TreeSet<>())
                    .add(model.name());
        }
    }

    private void account(Provider provider) {
        accounts.computeIfAbsent(
                key(provider), _ -> new Account(provider, credentials.merge(provider.name(), 1, Integer::sum)));
    }

    private HealthKey key(Provider provider) {
        return keys.computeIfAbsent(provider, HealthKey::of);
    }
}
