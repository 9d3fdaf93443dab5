package io.piuptime.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Reasoning;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.Tokens.Source;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.TraceContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Target TARGET =
            new Target(Provider.of("p", Wire.OPENAI_CHAT, URI.create("http://p/v1"), Optional.empty()), "m");
    private static final Target OTHER =
            new Target(Provider.of("q", Wire.OPENAI_CHAT, URI.create("http://q/v1"), Optional.empty()), "m");
    private static final Tokens SOME = new Tokens(5, 2, 0, 0, Source.REPORTED);
    private static final long MILLI = 1_000_000L;

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
            new Snapshot(1, AT, new CompiledOffer(List.of(), Reasoning.shipped()), Limits.DEFAULT));

    @Test
    void one_attempt_leaves_no_trail() {
        exchange.attempting(TARGET);
        exchange.tried("answered", 7 * MILLI);

        assertThat(recorded().trail()).isEmpty();
    }

    @Test
    void a_trail_names_each_of_several_attempts() {
        exchange.attempting(TARGET);
        exchange.leaves("server");
        exchange.tried("server", 7 * MILLI);
        exchange.attempting(OTHER);
        exchange.tried("answered", 9 * MILLI);

        assertThat(recorded().trail()).isEqualTo("p/m server 7ms, q/m answered 9ms");
    }

    @Test
    void a_trail_says_that_no_target_was_well() {
        exchange.attempting(TARGET);
        exchange.panics();

        assertThat(exchange.isPanic()).isTrue();
        assertThat(recorded().trail()).isEqualTo("panic");
    }

    @Test
    void a_trail_begins_with_what_came_first() {
        exchange.queued(12 * MILLI);
        exchange.attempting(TARGET);
        exchange.panics();
        exchange.leaves("server");
        exchange.tried("server", 7 * MILLI);

        assertThat(recorded().trail()).isEqualTo("standard queued 12ms, panic, p/m server 7ms");
    }

    @Test
    void what_attempts_used_is_kept_apart_and_told_together() {
        exchange.attempting(TARGET);
        exchange.metered(SOME, "");
        exchange.attempting(OTHER);
        exchange.attempting(OTHER);
        exchange.metered(SOME, "stop");

        assertThat(exchange.used()).containsExactly(new Exchange.Used(TARGET, SOME), new Exchange.Used(OTHER, SOME));
        assertThat(recorded().tokens()).isEqualTo(SOME.plus(SOME));
    }

    @Test
    void what_an_attempt_used_counts_as_it_was_told_last() {
        exchange.attempting(TARGET);
        exchange.metered(new Tokens(1, 1, 0, 0, Source.COUNTED), "");
        exchange.metered(SOME, "stop");

        assertThat(exchange.used()).containsExactly(new Exchange.Used(TARGET, SOME));
    }

    @Test
    void without_an_attempt_nothing_was_used() {
        assertThat(exchange.used()).isEmpty();
        assertThat(recorded().tokens()).isEqualTo(Tokens.NONE);
    }

    private UsageRecord recorded() {
        exchange.end(new Exchange.Result(200, UsageRecord.Ending.COMPLETE, "", 20 * MILLI));
        return exchange.record();
    }
}
