package io.piuptime.gateway.budget.turn;

import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Reasoning;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.Snapshot;
import io.piuptime.model.ability.Needs;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.TraceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes exchanges that were routed, of one key or several. */
final class Exchanges {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final AtomicInteger ids = new AtomicInteger();

    Exchange at(Operation operation) {
        return of("key", operation, Priority.STANDARD, 0);
    }

    Exchange of(String key, Operation operation, Priority priority, long most) {
        Exchange exchange = new Exchange(
                new Exchange.Head(
                        "id-" + ids.incrementAndGet(),
                        NOW,
                        0,
                        "POST",
                        operation.path(),
                        Optional.of(operation),
                        Optional.empty(),
                        "127.0.0.1",
                        priority,
                        TraceContext.start(new Random(1))),
                new Snapshot(1, NOW, new CompiledOffer(List.of(), Reasoning.shipped()), Limits.DEFAULT));
        exchange.authenticated(new Caller(key, key, List.of()));
        exchange.requestBytes(400);
        exchange.read(new RequestFacts(
                "m", 0, 0, false, false, Optional.empty(), RequestFacts.Objects.NONE, new Needs(0, 0, most)));
        exchange.routed(model());
        return exchange;
    }

    static Model model() {
        return new Model("m", List.of(target()), Timers.DEFAULT);
    }

    private static Target target() {
        Provider provider = new Provider(
                "p",
                List.of(new Speech(Wire.OPENAI_CHAT, "http://p/v1", Signing.BEARER, Map.of())),
                Map.of(),
                Map.of(),
                Habits.NONE,
                Map.of(),
                Provider.Connection.DEFAULT);
        return new Target(provider, "m");
    }

    /** Answered, with so many tokens. */
    static void answer(Exchange exchange, long in, long out) {
        exchange.attempting(target());
        exchange.metered(new Tokens(in, out, 0, 0, Tokens.Source.REPORTED), "stop");
        end(exchange, 200);
    }

    /** Answered by something that does not say what it used. */
    static void answerWithoutUsage(Exchange exchange, int status, long bytes) {
        exchange.attempting(target());
        exchange.replyBytes(bytes);
        end(exchange, status);
    }

    static void end(Exchange exchange, int status) {
        exchange.end(new Exchange.Result(status, UsageRecord.Ending.COMPLETE, "", 1));
    }
}
