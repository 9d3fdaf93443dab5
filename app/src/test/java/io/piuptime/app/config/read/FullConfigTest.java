package io.piuptime.app.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.config.AdminConfig;
import io.piuptime.app.config.CatalogueConfig;
import io.piuptime.app.config.DrainConfig;
import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.GatewayConfig.Idempotency;
import io.piuptime.app.config.LimitsConfig;
import io.piuptime.app.config.ListenConfig;
import io.piuptime.app.config.ModelConfig;
import io.piuptime.app.config.ObserveConfig;
import io.piuptime.app.config.ObserveConfig.AccessEvents;
import io.piuptime.app.config.ProviderConfig;
import io.piuptime.app.config.ProviderConfig.ProxyUrl;
import io.piuptime.app.config.Size;
import io.piuptime.app.config.TargetConfig;
import io.piuptime.app.config.TimersConfig;
import io.piuptime.app.config.TlsConfig;
import io.piuptime.app.config.UsageConfig;
import io.piuptime.catalog.row.Row;
import io.piuptime.gateway.Limits;
import io.piuptime.model.ability.Ability;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.StreamRecovery;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.routing.Strategy;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullConfigTest {
    /** Every key, none with the value that it has when absent. */
    private static final String FULL = """
            listen: {host: 0.0.0.0, port: 1, tls: {certificate: cert.pem, key: key.pem}}
            admin: {host: "::", port: 2, tls: {certificate: cert.pem, key: key.pem}}
            limits:
              uri: 1KiB
              headers: 2KB
              json-body: 3MiB
              streamed-body: 4GiB
              buffers: 5MB
              stream-buffer: 6000
              exchanges: 7
              exchanges-per-model: 6
              connections: 8
              head-time: 9s
              body-grace: 10ms
              body-time: 11m
              idle-time: 12h
            timers: &timers
              connect: 1ms
              handshake: 2s
              first-token: 3m
              first-token-with-alternative: 4h
              between-events: 5d
              total: 6s
              heartbeat: 7s
              caller-stall: 8s
              read-on: 11s
              place: 9s
              place-of-batch: 10s
            providers:
              one:
                base-url: http://localhost:9/v1
                row: openai
                metrics: http://localhost:10/load
                metrics-every: 2s
                settings: {region: eu}
                api-key: ${KEY}
                api-keys: ["3 ${KEY}"]
                credentials: {api-key: "2 ${KEY}"}
                dialect: openai-chat
                signs: x-api-key
                quirks: [no-n, max-tokens-only]
                rate-limits: {requests-left: x-left}
                asks-usage: false
                headers: {X-One: "1 ${KEY}"}
                passthrough: [/v1/things*]
                ca-file: ca.pem
                proxy: http://user:secret@127.0.0.1:3128
                pool: 10
                waiting: 0
                max-in-flight: 4
            models:
              "a/*":
                aliases: ["b/*"]
                timers: *timers
                price: in=1 out=2
                strict: true
                strategy: hash
                hash-by: header x-session
                fallbacks: [a/b]
                stream-recovery: continue
                on-content-filter: fallback
                hedge: {after: 2s, extra-percent: 3}
                limits:
                  - {measure: tokens-in, window: rolling 5h, amount: 6, each: key, queues: true}
                  - {measure: concurrent, amount: 7, only: tag/project=alpha}
                targets:
                  - {provider: one, model: "x*", price: in=3, weight: 5, priority: 6, when: request.stream,
                     context-window: 7, max-output: 8, abilities: [structured-output], lacks: [images, files]}
            catalogue:
              providers: {own: {speaks: {openai-chat: "http://own/v1"}, quirks: [no-n]}}
              models: {own/m: {context: 5, prices: in=1 out=2}}
            discovery: {local: false, ports: [1, 65535]}
            idempotency: {keep: 5m, memory: 1MiB}
            stores:
              database: "postgresql://me:pg-secret@a:5433,b/piup?sslmode=require"
              redis: "redis-sentinel://:s3cret@a,b#main"
              stale-after: 7h
            guard: {allow: [10.1.0.0/16, "fd00:1::/32"]}
            secrets: {keys: [{key: "${KEY}", alias: first, password: p1}, {keystore: keys.p12, alias: mine, password: p2}]}
            money: {unknown-price: in=30 out=120, answer-tokens: 300, patience: 20ms, currency: EUR, rates: {2026-01-01: 0.92, "2026-07-01": "0.87"}}
            alerts: {url: "https://example.com/hook", secret: words-that-sign-it}
            usage: {retention: 11d}
            observe: {access-events: off}
            drain: {lag: 0s, grace: 12s}
            """;

    private static final TimersConfig TIMERS = new TimersConfig(
            Optional.of(Duration.ofMillis(1)),
            Optional.of(Duration.ofSeconds(2)),
            Optional.of(Duration.ofMinutes(3)),
            Optional.of(Duration.ofHours(4)),
            Optional.of(Duration.ofDays(5)),
            Optional.of(Duration.ofSeconds(6)),
            Optional.of(Duration.ofSeconds(7)),
            Optional.of(Duration.ofSeconds(8)),
            Optional.of(Duration.ofSeconds(11)),
            Optional.of(Duration.ofSeconds(9)),
            Optional.of(Duration.ofSeconds(10)));
    private static final TimersConfig NO_TIMERS = new TimersConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    @Test
    void maps_every_key(@TempDir Path directory) throws IOException {
        GatewayConfig config = full(directory);
        TlsConfig tls = new TlsConfig(directory.resolve("cert.pem"), directory.resolve("key.pem"));
        assertThat(config.listen()).isEqualTo(new ListenConfig("0.0.0.0", 1, Optional.of(tls)));
        assertThat(config.admin()).isEqualTo(new AdminConfig("::", 2, Optional.of(tls)));
        assertThat(config.limits())
                .isEqualTo(new LimitsConfig(
                        new Size(1024),
                        new Size(2000),
                        new Size(3 << 20),
                        new Size(4L << 30),
                        new Size(5_000_000),
                        new Size(6000),
                        7,
                        Optional.of(6),
                        8,
                        Duration.ofSeconds(9),
                        Duration.ofMillis(10),
                        Duration.ofMinutes(11),
                        Duration.ofHours(12)));
        assertThat(config.timers()).isEqualTo(TIMERS);
        assertThat(config.providers())
                .containsOnly(Map.entry(
                        "one",
                        new ProviderConfig(
                                Optional.of(URI.create("http://localhost:9/v1")),
                                Optional.of("openai"),
                                Map.of("region", "eu"),
                                Optional.of(new Secret("canary")),
                                List.of(new Secret("3 canary")),
                                Map.of("api-key", new Secret("2 canary")),
                                Optional.of(Wire.OPENAI_CHAT),
                                Optional.of(Signing.X_API_KEY),
                                Optional.of(List.of(Quirk.NO_N, Quirk.MAX_TOKENS_ONLY)),
                                Map.of("requests-left", "x-left"),
                                Optional.of(URI.create("http://localhost:10/load")),
                                Duration.ofSeconds(2),
                                false,
                                Map.of("X-One", new Secret("1 canary")),
                                List.of("/v1/things*"),
                                Optional.of(directory.resolve("ca.pem")),
                                Optional.of(new ProxyUrl(URI.create("http://user:secret@127.0.0.1:3128"))),
                                10,
                                0,
                                Optional.of(4))));
        assertThat(config.models())
                .containsOnly(Map.entry(
                        "a/*",
                        new ModelConfig(
                                List.of("b/*"),
                                TIMERS,
                                Optional.of("in=1 out=2"),
                                true,
                                Strategy.HASH,
                                "header x-session",
                                List.of("a/b"),
                                StreamRecovery.CONTINUE,
                                ModelConfig.OnContentFilter.FALLBACK,
                                Optional.of(new ModelConfig.HedgeConfig(Optional.of(Duration.ofSeconds(2)), 3)),
                                List.of(
                                        new ModelConfig.LimitConfig(
                                                Measure.TOKENS_IN,
                                                Optional.of("rolling 5h"),
                                                6,
                                                Optional.of("key"),
                                                Optional.empty(),
                                                true),
                                        new ModelConfig.LimitConfig(
                                                Measure.CONCURRENT,
                                                Optional.empty(),
                                                7,
                                                Optional.empty(),
                                                Optional.of("tag/project=alpha"),
                                                false)),
                                List.of(new TargetConfig(
                                        "one",
                                        Optional.of("x*"),
                                        Optional.of("in=3"),
                                        5,
                                        Optional.of(6),
                                        Optional.of("request.stream"),
                                        Optional.of(7),
                                        Optional.of(8),
                                        List.of(Ability.STRUCTURED_OUTPUT),
                                        List.of(Ability.IMAGES, Ability.FILES))))));
        assertThat(config.catalogue())
                .isEqualTo(new CatalogueConfig(
                        Map.of(
                                "own",
                                new Row(
                                        "catalogue.providers.own",
                                        Map.of(
                                                "speaks",
                                                Map.of("openai-chat", "http://own/v1"),
                                                "quirks",
                                                List.of("no-n")))),
                        Map.of(
                                "own/m",
                                new Row("catalogue.models.'own/m'", Map.of("context", "5", "prices", "in=1 out=2")))));
        assertThat(config.discovery()).isEqualTo(new GatewayConfig.Discovery(false, List.of(1, 65_535)));
        assertThat(config.idempotency()).isEqualTo(new Idempotency(Duration.ofMinutes(5), new Size(1 << 20)));
        assertThat(config.stores())
                .isEqualTo(new GatewayConfig.Stores(
                        Optional.of(new Secret("postgresql://me:pg-secret@a:5433,b/piup?sslmode=require")),
                        Optional.of(new Secret("redis-sentinel://:s3cret@a,b#main")),
                        Duration.ofHours(7)));
        assertThat(config.toString()).doesNotContain("pg-secret", "s3cret");
        assertThat(config.guard()).isEqualTo(new GatewayConfig.Guard(List.of("10.1.0.0/16", "fd00:1::/32")));
        assertThat(config.secrets().keys()).hasSize(2);
        assertThat(config.secrets().keys().getLast().keystore())
                .hasValueSatisfying(file -> assertThat(file).hasFileName("keys.p12"));
        assertThat(config.secrets().keys().getLast().alias()).isEqualTo("mine");
        assertThat(config.money())
                .isEqualTo(new GatewayConfig.Money(
                        Optional.of("in=30 out=120"),
                        300,
                        Duration.ofMillis(20),
                        Optional.of("EUR"),
                        Map.of("2026-01-01", "0.92", "2026-07-01", "0.87")));
        assertThat(config.alerts())
                .isEqualTo(new GatewayConfig.Alerts(
                        Optional.of(URI.create("https://example.com/hook")),
                        Optional.of(new Secret("words-that-sign-it"))));
        assertThat(config.usage()).isEqualTo(new UsageConfig(Duration.ofDays(11)));
        assertThat(config.observe()).isEqualTo(new ObserveConfig(AccessEvents.OFF));
        assertThat(config.drain()).isEqualTo(new DrainConfig(Duration.ZERO, Duration.ofSeconds(12)));
    }

    @Test
    void an_empty_text_means_the_defaults() {
        for (String text : List.of("", "# nothing\n", "---\n", "{}", "listen:\nmodels: ~\nproviders: null\n")) {
            GatewayConfig config = Reading.read(text);
            assertThat(config.listen()).isEqualTo(new ListenConfig("127.0.0.1", 8080, Optional.empty()));
            assertThat(config.admin()).isEqualTo(new AdminConfig("127.0.0.1", 8081, Optional.empty()));
            assertThat(config.timers()).isEqualTo(NO_TIMERS);
            assertThat(config.timers().over(Timers.DEFAULT)).isEqualTo(Timers.DEFAULT);
            assertThat(config.providers()).isEmpty();
            assertThat(config.models()).isEmpty();
            assertThat(config.idempotency()).isEqualTo(new Idempotency(Duration.ofMinutes(10), new Size(64 << 20)));
            assertThat(config.stores())
                    .isEqualTo(new GatewayConfig.Stores(Optional.empty(), Optional.empty(), Duration.ofHours(24)));
            assertThat(config.usage()).isEqualTo(new UsageConfig(Duration.ofDays(90)));
            assertThat(config.observe()).isEqualTo(new ObserveConfig(AccessEvents.FILE));
            assertThat(config.drain()).isEqualTo(new DrainConfig(Duration.ofSeconds(5), Duration.ofMinutes(10)));
        }
    }

    @Test
    void the_default_limits_are_those_of_the_gateway() {
        LimitsConfig limits = Reading.read("").limits();
        assertThat(new Limits(
                        limits.uri().asInt(),
                        limits.headers().asInt(),
                        limits.jsonBody().asInt(),
                        limits.streamedBody().bytes(),
                        limits.buffers().bytes(),
                        limits.streamBuffer().asInt(),
                        limits.exchanges(),
                        limits.exchangesPerModel().orElse(Limits.perModel(limits.exchanges())),
                        limits.connections(),
                        new Limits.Arrival(
                                limits.headTime(), limits.bodyGrace(), limits.bodyTime(), limits.idleTime())))
                .isEqualTo(Limits.DEFAULT);
    }

    @Test
    void a_provider_and_a_model_need_only_what_nobody_can_guess() {
        GatewayConfig config =
                Reading.read("{providers: {p: {base-url: 'https://h/v1'}}, models: {m: {targets: [{provider: p}]}}}");
        assertThat(config.providers().get("p"))
                .isEqualTo(new ProviderConfig(
                        Optional.of(URI.create("https://h/v1")),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        Duration.ofMillis(500),
                        true,
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        1024,
                        1024,
                        Optional.empty()));
        assertThat(config.models().get("m"))
                .isEqualTo(new ModelConfig(
                        List.of(),
                        NO_TIMERS,
                        Optional.empty(),
                        false,
                        Strategy.ORDERED,
                        "key",
                        List.of(),
                        StreamRecovery.ERROR,
                        ModelConfig.OnContentFilter.ERROR,
                        Optional.empty(),
                        List.of(),
                        List.of(new TargetConfig(
                                "p",
                                Optional.empty(),
                                Optional.empty(),
                                1,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                List.of()))));
    }

    @Test
    void the_full_example_gives_no_key_its_default(@TempDir Path directory)
            throws ReflectiveOperationException, IOException {
        GatewayConfig full = full(directory);
        GatewayConfig empty = Reading.read("");
        for (RecordComponent section : GatewayConfig.class.getRecordComponents()) {
            assertThat(section.getAccessor().invoke(full))
                    .as(section.getName())
                    .isNotEqualTo(section.getAccessor().invoke(empty));
        }
        for (RecordComponent limit : LimitsConfig.class.getRecordComponents()) {
            assertThat(limit.getAccessor().invoke(full.limits()))
                    .as(limit.getName())
                    .isNotEqualTo(limit.getAccessor().invoke(empty.limits()));
        }
    }

    @Test
    void no_secret_shows_in_the_text_form(@TempDir Path directory) throws IOException {
        assertThat(full(directory).toString()).doesNotContain("canary", "user:secret");
    }

    @Test
    void keeps_the_order_of_the_file() {
        GatewayConfig config = Reading.read("providers: {z: {base-url: 'http://z'}, a: {base-url: 'http://a'}}");
        assertThat(config.providers().keySet()).containsExactly("z", "a");
    }

    private static GatewayConfig full(Path directory) throws IOException {
        for (String file : List.of("cert.pem", "key.pem", "ca.pem")) {
            Files.writeString(directory.resolve(file), "pem");
        }
        return Reading.read(FULL, Map.of("KEY", "canary"), directory);
    }
}
