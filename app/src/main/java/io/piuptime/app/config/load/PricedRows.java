package io.piuptime.app.config.load;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.ProviderConfig;
import io.piuptime.app.config.TargetConfig;
import io.piuptime.app.config.known.KnownProviders;
import io.piuptime.app.config.known.Reach;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogue's rows whose prices count for the providers of a configuration. At an address that is not the row's own they
 * do not, for it may be anybody's server, unless the row is written.
 */
final class PricedRows {
    private final GatewayConfig config;
    private final KnownProviders known;
    private final BuiltIn builtIn;

    PricedRows(GatewayConfig config, KnownProviders known, BuiltIn builtIn) {
        this.config = config;
        this.known = known;
        this.builtIn = builtIn;
    }

    /** Names of rows by names of providers. */
    Map<String, String> byProvider() {
        Map<String, String> rows = new HashMap<>();
        known.switchedOn().stream().map(Reach.Known::row).forEach(row -> rows.put(row, row));
        config.models().values().stream()
                .flatMap(model -> model.targets().stream())
                .map(TargetConfig::provider)
                .forEach(name -> rows.put(name, name));
        if (builtIn.isElsewhere()) {
            rows.remove(BuiltIn.OPENAI);
        } else if (builtIn.isOffered()) {
            rows.put(BuiltIn.OPENAI, BuiltIn.OPENAI);
        }
        rows.remove(BuiltIn.DEMO);
        config.providers().forEach((name, provider) -> {
            rows.remove(name);
            row(name, provider).ifPresent(row -> rows.put(name, row));
        });
        return rows;
    }

    private Optional<String> row(String name, ProviderConfig provider) {
        if (provider.row().isPresent() || provider.baseUrl().isEmpty()) {
            return Optional.of(provider.row().orElse(name));
        }
        String row = BuiltIn.isOpenAi(provider.baseUrl().get()) ? BuiltIn.OPENAI : name;
        return known.isAt(row, provider.baseUrl().get()) ? Optional.of(row) : Optional.empty();
    }
}
