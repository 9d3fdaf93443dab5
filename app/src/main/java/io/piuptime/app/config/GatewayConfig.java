package io.piuptime.app.config;

import io.piuptime.control.costs.ExchangeRates;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.egress.Egress;
import io.piuptime.model.egress.Network;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that can be configured. */
public record GatewayConfig(
        @Describe("Where callers connect.") ListenConfig listen,

        @Describe("Where the admin API, metrics and health checks answer.")
        AdminConfig admin,

        @Describe("How much one exchange, and all of them together, may take.")
        LimitsConfig limits,

        @Describe("How long an exchange may wait, and for what; a model may set its own.")
        TimersConfig timers,

        @Describe("The answers that are remembered for requests with an idempotency key.")
        Idempotency idempotency,

        @Describe("The vendors and servers that answer, by the name that targets use.")
        Map<String, ProviderConfig> providers,

        @Describe("The names that are offered; one * in a name stands for any text.")
        Map<String, ModelConfig> models,

        @Describe("Rows of your own over those of the catalogue.")
        CatalogueConfig catalogue,

        @Describe("What is looked for without being written.")
        Discovery discovery,

        @Describe("Where what is published may lead.") Guard guard,

        @Describe("The keys that secrets are sealed with which are kept under a name.")
        Secrets secrets,

        @Describe("The databases that nodes share; a node without any keeps everything in its own folder.")
        Stores stores,

        @Describe("How budgets are kept to.") Money money,

        @Describe("Who is told how much of a budget is gone.")
        Alerts alerts,

        @Describe("The records of what was used.") UsageConfig usage,
        @Describe("What is told of the traffic.") ObserveConfig observe,
        @Describe("How the process ends.") DrainConfig drain) {
    /** What is looked for without being written. */
    public record Discovery(
            @Describe(
                    value = "Whether Ollama, vLLM, llama.cpp, LM Studio and SGLang on their usual ports of this machine"
                            + " are offered, as ollama/… and so on.",
                    byDefault = "true")
            boolean local,

            @Describe(value = "Ports to look at instead of 11434, 8000, 8080, 1234 and 30000.", max = 65_535)
            List<Integer> ports) {
        public Discovery {
            ports = List.copyOf(ports);
        }
    }

    /** Where what is published may lead. */
    public record Guard(
            @Describe("Networks that are not public and that providers of published documents may be in all the same,"
                    + " such as 10.1.0.0/16.")
            List<String> allow) {
        public Guard {
            allow = List.copyOf(allow);
        }

        /**
         * The rules that it makes.
         *
         * @throws IllegalArgumentException when a network is none
         */
        public Egress rules() {
            return new Egress(allow.stream().map(Network::of).toList());
        }
    }

    /** The keys that secrets are sealed with which are kept under a name. */
    public record Secrets(
            @Describe("The first seals, all of them open; without any, one that the data folder holds.")
            List<MasterKeyConfig> keys) {
        public Secrets {
            keys = List.copyOf(keys);
        }
    }

    /** A key that secrets are sealed with, or where it lies. */
    public record MasterKeyConfig(
            @Describe("32 bytes in base64 or hexadecimal; best written as ${NAME} or ${file:/path}.")
            Optional<Secret> key,

            @Describe("Instead, a PKCS#12 file that holds it.")
            Optional<Path> keystore,

            @Describe(value = "Its name in that file.", byDefault = "piup")
            String alias,

            @Describe("What opens that file.") Optional<Secret> password) {}

    /** The answers that are remembered for requests with an idempotency key. */
    public record Idempotency(
            @Describe(
                    value = "How long, from the end of an answer on.",
                    byDefault = "10m",
                    min = 1000,
                    max = 604_800_000)
            Duration keep,

            @Describe(
                    value =
                            "For all answers; the oldest make room, and one that takes over an eighth is not remembered.",
                    byDefault = "64MiB",
                    min = 65_536)
            Size memory) {}

    /** How budgets are kept to. */
    public record Money(
            @Describe(
                    "The price of what has no known one, in USD by the million tokens, such as in=30 out=120. When absent,"
                            + " nothing that a strict budget binds is sent there.")
            Optional<String> unknownPrice,

            @Describe(
                    value = "Tokens of an answer that nobody has bounded, where a strict budget binds it.",
                    byDefault = "16384",
                    min = 256,
                    max = 1_000_000)
            int answerTokens,

            @Describe(
                    value = "How long a request waits for money that another node may give back.",
                    byDefault = "250ms",
                    min = 1,
                    max = 10_000)
            Duration patience,

            @Describe("Another currency in which costs and budgets are shown, such as EUR; they are kept in USD.")
            Optional<String> currency,

            @Describe("What a US dollar is in it, by the day from which that holds, such as {2026-01-01: 0.92}.")
            Map<String, String> rates) {
        public Money {
            rates = Map.copyOf(rates);
        }

        /** The currency in which amounts are shown too. */
        public ExchangeRates shown() {
            return currency.map(name -> ExchangeRates.of(name, rates)).orElse(ExchangeRates.NONE);
        }
    }

    /** Who is told how much of a budget is gone. */
    public record Alerts(
            @Describe(
                    "Gets a signed POST for each threshold that is passed; a public address, or one that guard.allow names.")
            Optional<URI> url,

            @Describe(
                    "Signs what is sent there (Standard Webhooks, HMAC-SHA256); best written as ${NAME} or ${file:/path}.")
            Optional<Secret> secret) {}

    /** The databases that nodes share. */
    public record Stores(
            @Describe(
                    "PostgreSQL, as postgresql://USER:${PASSWORD}@HOST:PORT/DATABASE?sslmode=verify-full; several hosts are"
                            + " divided by commas. When absent, SQLite in the data folder.")
            Optional<Secret> database,

            @Describe(
                    "Redis, by which nodes share limits and tell each other of changes: redis://:${PASSWORD}@HOST:PORT,"
                            + " redis-sentinel://HOST,HOST#MASTER or redis-cluster://HOST,HOST; rediss… for TLS. When"
                            + " absent, each node limits by itself.")
            Optional<Secret> redis,

            @Describe(
                    value =
                            "How long a node may go by what it knows of keys without hearing the database; older, it serves"
                                    + " and says so (\"keys\":\"stale\"). 0s = it takes no exchange until the database is heard.",
                    byDefault = "24h",
                    min = 0)
            Duration staleAfter) {}

    public GatewayConfig {
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }
}
