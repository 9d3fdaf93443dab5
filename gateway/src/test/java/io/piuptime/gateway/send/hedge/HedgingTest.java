package io.piuptime.gateway.send.hedge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Offering;
import io.piuptime.catalog.Reasoning;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.health.hedge.HedgeBudget;
import io.piuptime.gateway.health.hedge.Hedges;
import io.piuptime.model.ability.Ability;
import io.piuptime.model.ability.Needs;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Routing;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.routing.Hedge;
import io.piuptime.model.routing.Placement;
import io.piuptime.observe.TraceContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HedgingTest {
    private static final long MILLI = 1_000_000L;
    private static final Hedge LATE = new Hedge(Optional.of(Duration.ofMillis(200)), 100);
    private static final Hedge SLOWEST = new Hedge(Optional.empty(), 100);
    private static final Target SLOW = target("one", "http://one:80/v1");
    private static final List<Bytes> BODY = body("{\"model\":\"m\"}");

    private final Hedges hedges = new Hedges();

    @Test
    void is_due_once_the_target_has_been_silent_for_so_long() {
        Hedging hedging = hedging(exchange(), LATE);
        assertThat(hedging.isDue(199 * MILLI, 0)).isFalse();
        assertThat(hedging.isDue(200 * MILLI, 0)).isTrue();
    }

    @Test
    void is_due_once_only() {
        Hedging hedging = hedging(exchange(), LATE);
        assertThat(hedging.take(BODY)).isTrue();
        assertThat(hedging.isDue(900 * MILLI, 0)).isFalse();
    }

    @Test
    void without_a_time_is_due_when_slower_than_most_were() {
        Hedging hedging = hedging(exchange(), SLOWEST);
        for (int i = 0; i < 99; i++) {
            hedging.answered(80 * MILLI, 0);
        }
        assertThat(hedging.isDue(9_000 * MILLI, 0)).isFalse();
        hedging.answered(80 * MILLI, 0);
        assertThat(hedging.isDue(80 * MILLI, 0)).isFalse();
        assertThat(hedging.isDue(91 * MILLI, 0)).isTrue();
    }

    @Test
    void what_the_first_had_waited_counts_when_the_second_wins() {
        Hedging hedging = hedging(exchange(), SLOWEST);
        for (int i = 0; i < 100; i++) {
            hedging.won(3_000 * MILLI, 0);
        }
        assertThat(hedging.isDue(2_999 * MILLI, 0)).isFalse();
        assertThat(hedging.isDue(3_400 * MILLI, 0)).isTrue();
        assertThat(hedges.won()).isEqualTo(100);
    }

    @Test
    void takes_no_more_than_what_requests_have_earned() {
        assertThat(hedging(exchange(), new Hedge(Optional.empty(), 99)).take(BODY))
                .isFalse();
        assertThat(new Hedging(exchange(), LATE, new Hedges()).take(BODY)).isFalse();
    }

    @Test
    void takes_again_what_was_given_back() {
        Hedging first = new Hedging(exchange(), LATE, hedges);
        first.sent();
        assertThat(first.take(body("x".repeat(1_000)))).isTrue();
        first.giveBack();
        assertThat(new Hedging(exchange(), LATE, hedges).take(body("x".repeat(1_000))))
                .isTrue();
    }

    @Test
    void leaves_long_bodies_alone() {
        Exchange exchange = exchange();
        exchange.requestBytes(HedgeBudget.LONGEST);
        assertThat(hedging(exchange, LATE).take(body("x".repeat(HedgeBudget.LONGEST))))
                .isTrue();
        assertThat(hedging(exchange, LATE).take(body("x".repeat(HedgeBudget.LONGEST + 1))))
                .isFalse();
    }

    @Test
    void leaves_tools_alone_wherever_they_show() {
        Exchange calls = exchange(
                Operation.CHAT_COMPLETIONS,
                Priority.STANDARD,
                RequestFacts.Objects.NONE,
                new Needs(Ability.TOOLS.bit(), 0, 0));
        assertThat(hedging(calls, LATE).take(BODY)).isFalse();
        assertThat(hedging(exchange(), LATE).take(body("{\"tools\":[]}"))).isFalse();
    }

    @Test
    void leaves_objects_at_providers_alone() {
        for (RequestFacts.Objects objects : List.of(
                new RequestFacts.Objects(Optional.of("resp_1"), false, false),
                new RequestFacts.Objects(Optional.empty(), true, false),
                new RequestFacts.Objects(Optional.empty(), false, true))) {
            Exchange exchange = exchange(Operation.RESPONSES, Priority.STANDARD, objects, Needs.NONE);
            assertThat(hedging(exchange, LATE).take(BODY)).as("%s", objects).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Priority.class)
    void leaves_those_alone_who_can_wait(Priority priority) {
        Exchange exchange = exchange(Operation.CHAT_COMPLETIONS, priority, RequestFacts.Objects.NONE, Needs.NONE);
        assertThat(hedging(exchange, LATE).take(BODY)).isEqualTo(priority != Priority.BATCH);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void leaves_alone_what_makes_pictures_and_sounds(Operation operation) {
        Exchange exchange = exchange(operation, Priority.STANDARD, RequestFacts.Objects.NONE, Needs.NONE);
        assertThat(hedging(exchange, LATE).take(BODY))
                .isEqualTo(
                        switch (operation.topic()) {
                            case CHAT, EMBED, RERANK -> true;
                            case COUNT, OTHER -> false;
                        });
    }

    @Test
    void another_target_has_another_provider_another_host_and_the_same_model() {
        Hedging hedging = hedging(exchange(), LATE);
        assertThat(hedging.isElsewhere(SLOW, target("two", "http://two:80/v1"))).isTrue();
        assertThat(hedging.isElsewhere(SLOW, target("one", "http://two:80/v1"))).isFalse();
        assertThat(hedging.isElsewhere(SLOW, target("two", "http://one:80/v2"))).isFalse();
        assertThat(hedging.isElsewhere(SLOW, target("three", "http://three:80/v1")))
                .isFalse();
    }

    @Test
    void says_why_the_exchange_was_asked_twice_unless_a_failure_has() {
        Exchange exchange = exchange();
        hedging(exchange, LATE).begun();
        assertThat(exchange.fallbackReason()).isEqualTo("hedge");
        Exchange failed = exchange();
        failed.leaves("rate");
        hedging(failed, LATE).begun();
        assertThat(failed.fallbackReason()).isEqualTo("rate");
        assertThat(hedges.begun()).isEqualTo(2);
    }

    private Hedging hedging(Exchange exchange, Hedge wish) {
        Hedging hedging = new Hedging(exchange, wish, hedges);
        hedging.sent();
        return hedging;
    }

    private static Exchange exchange() {
        return exchange(Operation.CHAT_COMPLETIONS, Priority.STANDARD, RequestFacts.Objects.NONE, Needs.NONE);
    }

    private static Exchange exchange(
            Operation operation, Priority priority, RequestFacts.Objects objects, Needs needs) {
        Offering offering = new Offering(
                "m",
                List.of(),
                List.of(SLOW, target("two", "http://two:80/v1")),
                Timers.DEFAULT,
                false,
                List.of(),
                Routing.DEFAULT,
                false);
        Snapshot snapshot = new Snapshot(
                1, Instant.EPOCH, new CompiledOffer(List.of(offering), Reasoning.shipped()), Limits.DEFAULT);
        Exchange exchange = new Exchange(
                new Exchange.Head(
                        "id",
                        Instant.EPOCH,
                        0,
                        "POST",
                        operation.path(),
                        Optional.of(operation),
                        Optional.empty(),
                        "127.0.0.1",
                        priority,
                        TraceContext.start(new Random(1))),
                snapshot);
        exchange.read(new RequestFacts("m", 0, 0, true, false, Optional.empty(), objects, needs));
        exchange.routed(snapshot.offer().find("m").orElseThrow());
        exchange.requestBytes(1_000);
        return exchange;
    }

    private static Target target(String provider, String url) {
        return new Target(
                Provider.of(provider, Wire.OPENAI_CHAT, URI.create(url), Optional.empty()),
                "m",
                Optional.empty(),
                new Placement(1, 1));
    }

    private static List<Bytes> body(String text) {
        return List.of(Bytes.of(text.getBytes(UTF_8)));
    }
}
