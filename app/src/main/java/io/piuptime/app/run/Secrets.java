package io.piuptime.app.run;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.stores.Stores;
import io.piuptime.gateway.Snapshot;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Secret;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what a configuration holds that no log may show. */
final class Secrets {
    private Secrets() {}

    static List<String> of(Snapshot snapshot, GatewayConfig config) {
        List<String> secrets = new ArrayList<>(Stores.secrets(config.stores()));
        config.alerts().secret().map(Secret::reveal).ifPresent(secrets::add);
        Set<Provider> providers = new HashSet<>(snapshot.offer().providers());
        providers.addAll(snapshot.accounts().providers());
        for (Provider provider : providers) {
            provider.credentials().values().stream()
                    .map(Secret::reveal)
                    .filter(text -> !text.isEmpty())
                    .forEach(secrets::add);
            secrets.addAll(provider.headers().values());
            provider.connection()
                    .proxy()
                    .map(proxy -> String.valueOf(proxy.getUserInfo()))
                    .filter(user -> !user.equals("null"))
                    .ifPresent(secrets::add);
        }
        return secrets;
    }
}
