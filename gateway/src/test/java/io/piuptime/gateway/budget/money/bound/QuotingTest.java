package io.piuptime.gateway.budget.money.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.budget.money.bound.Quote.Priced;
import io.piuptime.gateway.budget.money.bound.Quote.Unbounded;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation.Topic;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Tariff;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotingTest {
    private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
    private static final Target TARGET =
            new Target(Provider.of("p", Wire.OPENAI_CHAT, URI.create("http://p/v1"), Optional.empty()), "m");
    private static final Tariff TARIFF = tariff("in=1 out=10");
    private static final Optional<Asked.Place> SOMEWHERE = Optional.of(new Asked.Place(1, "\"max_tokens\":", ","));

    private final Quoting quoting = new Quoting(1_000, Optional.empty());

    @Test
    void an_attempt_costs_its_bytes_and_the_answer_that_it_asks_for() {
        assertThat(quoting.quote(chat(asked(100, 50)), Long.MAX_VALUE)).isEqualTo(new Priced(100 + 500, 50, false));
        assertThat(quoting.quote(chat(with(100, 50, 3, 7, 0)), Long.MAX_VALUE))
                .isEqualTo(new Priced(100 + 1_500 + 70, 50, false));
    }

    @Test
    void an_answer_whose_length_is_not_said_gets_the_usual_length_or_what_the_model_can() {
        assertThat(quoting.quote(chat(asked(100, -1)), Long.MAX_VALUE)).isEqualTo(new Priced(10_100, 1_000, true));
        Abilities shorter = new Abilities(0, 0, 0, 400);
        assertThat(quoting.quote(of(TARIFF, shorter, Topic.CHAT, asked(100, -1)), Long.MAX_VALUE))
                .isEqualTo(new Priced(4_100, 400, true));
    }

    @Test
    void an_answer_is_made_as_long_as_the_money_allows() {
        Priced quote = (Priced) quoting.quote(chat(asked(100, 900)), 5_105);

        assertThat(quote).isEqualTo(new Priced(5_100, 500, true));
        assertThat(quoting.quote(chat(asked(100, 900)), 9_100)).isEqualTo(new Priced(9_100, 900, false));
    }

    @Test
    void an_answer_is_not_made_useless_nor_shorter_than_its_thoughts() {
        assertThat(quoting.quote(chat(asked(100, 900)), 2_659)).isEqualTo(new Priced(9_100, 900, false));
        assertThat(quoting.quote(chat(asked(100, 900)), 2_660)).isEqualTo(new Priced(2_660, 256, true));
        Asked thinking = new Asked(100, 900, 1, 0, 0, false, false, "", 700, List.of(), SOMEWHERE);
        assertThat(quoting.quote(chat(thinking), 5_000)).isEqualTo(new Priced(9_100, 900, false));
        assertThat(quoting.quote(chat(thinking), 7_200)).isEqualTo(new Priced(7_200, 710, true));
        assertThat(quoting.quote(chat(asked(100, 20)), 150)).isEqualTo(new Priced(300, 20, false));
    }

    @Test
    void an_image_counts_as_the_largest_one() {
        assertThat(quoting.quote(chat(with(100, 0, 1, 0, 2)), Long.MAX_VALUE))
                .isEqualTo(new Priced(100 + 2 * Quoting.IMAGE, 0, false));
    }

    @Test
    void what_is_not_in_the_body_fits_into_the_window_or_has_no_bound() {
        Asked document = new Asked(100, 0, 1, 0, 0, true, false, "", 0, List.of(), SOMEWHERE);

        assertThat(quoting.quote(of(TARIFF, new Abilities(0, 0, 128_000, 0), Topic.CHAT, document), Long.MAX_VALUE))
                .isEqualTo(new Priced(128_000, 0, false));
        assertThat(quoting.quote(chat(document), Long.MAX_VALUE)).isInstanceOf(Unbounded.class);
    }

    @Test
    void a_question_is_read_with_each_document() {
        Priced quote =
                (Priced) quoting.quote(of(TARIFF, Abilities.UNKNOWN, Topic.RERANK, Asked.text(1_200)), Long.MAX_VALUE);

        assertThat(quote.micros()).isEqualTo(1_200 + 120_000);
    }

    @Test
    void counting_tokens_costs_nothing() {
        assertThat(quoting.quote(of(Tariff.UNKNOWN, Abilities.UNKNOWN, Topic.COUNT, Asked.text(9)), 0))
                .isEqualTo(new Priced(0, 0, false));
    }

    @Test
    void what_has_no_bound_is_said() {
        assertThat(quoting.quote(chat(Asked.unbounded(10, "a search")), Long.MAX_VALUE))
                .isEqualTo(new Unbounded("a search"));
        Asked unlimited = new Asked(100, -1, 1, 0, 0, false, false, "", 0, List.of(), Optional.empty());
        assertThat(quoting.quote(chat(unlimited), Long.MAX_VALUE)).isInstanceOf(Unbounded.class);
        assertThat(quoting.quote(chat(with(100, 1L << 40, 1L << 40, 0, 0)), Long.MAX_VALUE))
                .isInstanceOf(Unbounded.class);
    }

    @Test
    void an_unknown_price_is_no_price_or_the_one_that_is_configured() {
        Tariff usual = tariff("in=5 out=5");
        Quoting other = new Quoting(1_000, Optional.of(usual));
        Quoting.Case unknown = of(Tariff.UNKNOWN, Abilities.UNKNOWN, Topic.CHAT, asked(100, 100));

        assertThat(quoting.quote(unknown, Long.MAX_VALUE)).isInstanceOf(Unbounded.class);
        assertThat(other.quote(unknown, Long.MAX_VALUE)).isEqualTo(new Priced(1_000, 100, false));
        assertThat(other.charged(Tariff.UNKNOWN)).isEqualTo(usual);
        assertThat(other.charged(TARIFF)).isEqualTo(TARIFF);
        assertThat(quoting.charged(Tariff.UNKNOWN)).isEqualTo(Tariff.UNKNOWN);
    }

    @Test
    void a_usual_answer_is_of_some_length() {
        assertThatThrownBy(() -> new Quoting(255, Optional.empty()))
                .hasMessage("usualOutput: 255 (expected: at least 256)");
    }

    private static Asked asked(long bytes, long output) {
        return with(bytes, output, 1, 0, 0);
    }

    private static Asked with(long bytes, long output, long answers, long extra, long images) {
        return new Asked(bytes, output, answers, extra, images, false, false, "", 0, List.of(), SOMEWHERE);
    }

    private static Quoting.Case chat(Asked asked) {
        return of(TARIFF, Abilities.UNKNOWN, Topic.CHAT, asked);
    }

    private static Quoting.Case of(Tariff tariff, Abilities abilities, Topic topic, Asked asked) {
        return new Quoting.Case(TARGET, tariff, abilities, topic, asked, NOW, Duration.ofMinutes(10));
    }

    private static Tariff tariff(String price) {
        return Tariff.of(PriceText.read(price));
    }
}
