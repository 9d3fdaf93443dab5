package io.piuptime.gateway.pressure.shed;

import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Reasoning;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.Snapshot;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.TraceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes exchanges to be let in or refused. */
final class Exchanges {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final AtomicInteger ids = new AtomicInteger();
    private final Snapshot snapshot;

    /** Of a configuration that allows so many exchanges of a model. */
    Exchanges(int perModel) {
        Limits usual = Limits.DEFAULT;
        Limits limits = new Limits(
                usual.uri(),
                usual.headers(),
                usual.jsonBody(),
                usual.streamedBody(),
                usual.buffers(),
                usual.streamBuffer(),
                usual.exchanges(),
                perModel,
                usual.connections(),
                usual.arrival());
        snapshot = new Snapshot(1, NOW, new CompiledOffer(List.of(), Reasoning.shipped()), limits);
    }

    /** One of nobody yet. */
    Exchange ofNobody(Priority priority) {
        return new Exchange(
                new Exchange.Head(
                        "id-" + ids.incrementAndGet(),
                        NOW,
                        0,
                        "POST",
                        "/v1/chat/completions",
                        Optional.empty(),
                        Optional.empty(),
                        "127.0.0.1",
                        priority,
                        TraceContext.start(new Random(1))),
                snapshot);
    }

    /** One of a key. */
    Exchange of(String key, Priority priority) {
        Exchange exchange = ofNobody(priority);
        exchange.authenticated(new Caller(key, key, List.of()));
        return exchange;
    }

    /** One that was routed to a model. */
    Exchange to(String model) {
        Exchange exchange = of("key", Priority.STANDARD);
        exchange.routed(model(model));
        return exchange;
    }

    static Model model(String name) {
        Provider provider = new Provider(
                "p",
                List.of(new Speech(Wire.OPENAI_CHAT, "http://p/v1", Signing.BEARER, Map.of())),
                Map.of(),
                Map.of(),
                Habits.NONE,
                Map.of(),
                Provider.Connection.DEFAULT);
        return new Model(name, List.of(new Target(provider, name)), Timers.DEFAULT);
    }

    static void end(Exchange exchange) {
        exchange.end(new Exchange.Result(200, UsageRecord.Ending.COMPLETE, "", 1));
    }
}
