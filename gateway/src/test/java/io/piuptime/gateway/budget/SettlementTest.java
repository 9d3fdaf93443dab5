package io.piuptime.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Reasoning;
import io.piuptime.catalog.ability.AbilityBook;
import io.piuptime.catalog.account.Accounts;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.Snapshot;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.price.Charge;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.Tokens.Source;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.AccessEvents;
import io.piuptime.observe.Meters;
import io.piuptime.observe.TraceContext;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What exchanges with several attempts cost; the amounts were derived by hand. */
class SettlementTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Target CHEAP = target("cheap");
    private static final Target DEAR = target("dear");
    private static final Target STRANGE = target("strange");
    private static final Map<Target, Tariff> PRICES =
            Map.of(CHEAP, tariff("in=1 out=2"), DEAR, tariff("in=10 out=20 >200 in=100 out=200"));

    private final List<UsageRecord> journal = new ArrayList<>();
    private final Settlement settlement = new Settlement(journal::add, new Meters("1"), AccessEvents.off());
    private final Exchange exchange = new Exchange(
            new Exchange.Head(
                    "id",
                    AT,
                    0,
                    "POST",
                    "/v1/chat/completions",
                    Optional.empty(),
                    Optional.empty(),
                    "10.0.0.7",
                    Priority.STANDARD,
                    TraceContext.start(new Random(1))),
            new Snapshot(
                    1,
                    AT,
                    new CompiledOffer(List.of(), Reasoning.shipped()),
                    Limits.DEFAULT,
                    target -> PRICES.getOrDefault(target, Tariff.UNKNOWN),
                    AbilityBook.NONE,
                    Accounts.NONE));

    @Test
    void one_attempt_costs_what_its_target_costs() {
        attempt(DEAR, reported(10, 5));

        assertThat(settled().charge()).contains(new Charge(200, "USD", "in=10 out=20 >200 in=100 out=200"));
    }

    @Test
    void each_attempt_costs_what_its_own_target_costs() {
        attempt(CHEAP, reported(100, 10));
        attempt(DEAR, reported(100, 20));

        UsageRecord record = settled();

        // 100 x 1 + 10 x 2, and 100 x 10 + 20 x 20
        assertThat(record.charge()).contains(new Charge(1_520, "USD", "in=1 out=2 + in=10 out=20 >200 in=100 out=200"));
        assertThat(record.tokens()).isEqualTo(reported(200, 30));
        assertThat(record.target()).isEqualTo("dear/m");
    }

    @Test
    void prompts_of_two_attempts_are_not_one_long_prompt() {
        attempt(DEAR, reported(150, 0));
        attempt(DEAR, reported(150, 0));

        assertThat(settled().charge()).hasValueSatisfying(charge -> {
            assertThat(charge.micros()).isEqualTo(3_000);
            assertThat(charge.price()).isEqualTo("in=10 out=20 >200 in=100 out=200");
        });
    }

    @Test
    void an_attempt_that_used_nothing_costs_nothing() {
        attempt(STRANGE, Tokens.NONE);
        attempt(CHEAP, reported(100, 10));
        attempt(STRANGE, Tokens.NONE);

        assertThat(settled().charge()).contains(new Charge(120, "USD", "in=1 out=2"));
    }

    @Test
    void an_attempt_without_a_price_leaves_the_cost_unknown() {
        attempt(STRANGE, reported(100, 10));
        attempt(CHEAP, reported(100, 10));

        UsageRecord record = settled();

        assertThat(record.charge()).isEmpty();
        assertThat(record.tokens()).isEqualTo(reported(200, 20));
    }

    @Test
    void an_attempt_that_never_said_how_long_its_prompt_was_leaves_the_cost_unknown() {
        attempt(CHEAP, new Tokens(0, 7, 0, 0, Source.COUNTED));
        attempt(CHEAP, reported(100, 10));

        UsageRecord record = settled();

        assertThat(record.charge()).isEmpty();
        assertThat(record.tokens()).isEqualTo(new Tokens(100, 17, 0, 0, Source.COUNTED));
    }

    @Test
    void what_was_not_sent_has_no_cost() {
        assertThat(settled().charge()).isEmpty();
    }

    private void attempt(Target target, Tokens used) {
        exchange.attempting(target);
        exchange.metered(used, "stop");
    }

    private UsageRecord settled() {
        exchange.authenticated(new Caller("k1", "mine", List.of()));
        exchange.end(new Exchange.Result(200, UsageRecord.Ending.COMPLETE, "", 1_000_000));
        settlement.end(exchange);
        assertThat(journal).hasSize(1);
        return journal.getFirst();
    }

    private static Tokens reported(long input, long output) {
        return new Tokens(input, output, 0, 0, Source.REPORTED);
    }

    private static Tariff tariff(String price) {
        return Tariff.of(PriceText.read(price));
    }

    private static Target target(String name) {
        return new Target(
                Provider.of(name, Wire.OPENAI_CHAT, URI.create("http://" + name + "/v1"), Optional.empty()), "m");
    }
}
