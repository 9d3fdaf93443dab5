package io.piuptime.app.clients;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.turn.ScriptedUpstream;
import io.piuptime.testkit.turn.UpstreamDialect;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A gateway with a provider of every dialect, all of whom do what the user's text says; the model's name tells whose it is. */
public final class Interpreted implements AutoCloseable {
    /** What every provider calls its model. */
    public static final String THEIRS = "their-model";

    private final ScriptedUpstream upstream;
    private final GatewayUnderTest gateway;

    private Interpreted(ScriptedUpstream upstream, GatewayUnderTest gateway) {
        this.upstream = upstream;
        this.gateway = gateway;
    }

    /** Starts both; the folder is the test's own. */
    public static Interpreted start(Path folder) throws IOException {
        ScriptedUpstream upstream = ScriptedUpstream.start(UpstreamDialect.CHAT, UpstreamDialect.values())
                .always(new ByText());
        String yaml = "providers:\n"
                + lines(one -> provider(one, upstream))
                + "models:\n"
                + lines(Interpreted::offer)
                + "drain: {lag: 0s, grace: 5s}\n";
        return new Interpreted(upstream, GatewayUnderTest.start(folder, yaml));
    }

    /** The name of the model whose provider speaks this. */
    public static String model(UpstreamDialect dialect) {
        return "by-" + name(dialect);
    }

    public ScriptedUpstream upstream() {
        return upstream;
    }

    public GatewayUnderTest gateway() {
        return gateway;
    }

    public URI url() {
        return URI.create(gateway.url());
    }

    @Override
    public void close() {
        gateway.close();
        upstream.close();
    }

    private static String provider(UpstreamDialect one, ScriptedUpstream upstream) {
        return "  %s: {base-url: \"%s\", dialect: %s, api-key: \"sk-upstream-0123456789\"}"
                .formatted(name(one), upstream.baseUrl(one), one.wire());
    }

    private static String offer(UpstreamDialect one) {
        return "  %s: {targets: [{provider: %s, model: %s}]}".formatted(model(one), name(one), THEIRS);
    }

    private static String lines(Function<UpstreamDialect, String> line) {
        return Arrays.stream(UpstreamDialect.values()).map(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String name(UpstreamDialect dialect) {
        return dialect.name().toLowerCase(Locale.ROOT);
    }
}
