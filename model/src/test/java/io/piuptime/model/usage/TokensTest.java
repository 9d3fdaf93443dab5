package io.piuptime.model.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.price.Service;
import io.piuptime.model.price.TokenCounts;
import io.piuptime.model.price.Unit;
import io.piuptime.model.usage.Tokens.Details;
import io.piuptime.model.usage.Tokens.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final Details EVERY = new Details(30, 8, 20, 5, 6, 10, 4, 3, 11, 2, 9, Service.FLEX);

    @Test
    void every_count_has_its_unit() {
        TokenCounts counts = new Tokens(100, 50, 40, 7, EVERY, Source.REPORTED).counts();

        assertThat(counts)
                .isEqualTo(new TokenCounts(
                        Map.ofEntries(
                                Map.entry(Unit.INPUT, 100L),
                                Map.entry(Unit.OUTPUT, 50L),
                                Map.entry(Unit.CACHE_READ, 40L),
                                Map.entry(Unit.REASONING, 7L),
                                Map.entry(Unit.CACHE_WRITE, 22L),
                                Map.entry(Unit.CACHE_WRITE_HOUR, 8L),
                                Map.entry(Unit.AUDIO_INPUT, 20L),
                                Map.entry(Unit.AUDIO_CACHE_READ, 5L),
                                Map.entry(Unit.AUDIO_OUTPUT, 6L),
                                Map.entry(Unit.IMAGE_INPUT, 10L),
                                Map.entry(Unit.IMAGE_CACHE_READ, 4L),
                                Map.entry(Unit.IMAGE_OUTPUT, 3L),
                                Map.entry(Unit.CITATION, 11L),
                                Map.entry(Unit.SEARCH, 2L),
                                Map.entry(Unit.SECOND, 9L),
                                Map.entry(Unit.REQUEST, 1L)),
                        Service.FLEX));
    }

    @Test
    void the_sum_of_two_has_every_count_of_both() {
        Tokens sum = new Tokens(100, 50, 40, 7, EVERY, Source.REPORTED)
                .plus(new Tokens(1, 2, 1, 1, Details.NONE.servedAs(Service.FLEX), Source.REPORTED));

        assertThat(sum).isEqualTo(new Tokens(101, 52, 41, 8, EVERY, Source.REPORTED));
        assertThat(sum.plus(sum).details())
                .isEqualTo(new Details(60, 16, 40, 10, 12, 20, 8, 6, 22, 4, 18, Service.FLEX));
    }

    @Test
    void a_sum_is_reported_only_if_both_are() {
        Tokens reported = new Tokens(7, 5, 0, 0, Source.REPORTED);
        Tokens counted = new Tokens(0, 3, 0, 0, Source.COUNTED);

        assertThat(reported.plus(counted)).isEqualTo(new Tokens(7, 8, 0, 0, Source.COUNTED));
        assertThat(counted.plus(counted).source()).isEqualTo(Source.COUNTED);
        assertThat(Tokens.NONE.plus(reported)).isEqualTo(reported);
        assertThat(reported.plus(Tokens.NONE)).isEqualTo(reported);
    }

    @Test
    void plain_text_is_one_request_of_the_standard_service() {
        assertThat(new Tokens(3, 4, 0, 0, Source.REPORTED).counts()).isEqualTo(TokenCounts.of(3, 4));
    }

    @Test
    void more_kept_for_an_hour_than_written_at_all_leaves_none_for_minutes() {
        Details odd = new Details(3, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, Service.STANDARD);

        assertThat(new Tokens(10, 0, 0, 0, odd, Source.REPORTED).counts().count(Unit.CACHE_WRITE))
                .isZero();
    }

    @Test
    void what_was_reported_is_chargeable_and_what_was_counted_only_with_its_input() {
        assertThat(new Tokens(0, 0, 0, 0, Source.REPORTED).areChargeable()).isTrue();
        assertThat(new Tokens(0, 5, 0, 0, Source.COUNTED).areChargeable()).isFalse();
        assertThat(new Tokens(7, 5, 0, 0, Source.COUNTED).areChargeable()).isTrue();
        assertThat(Tokens.NONE.areChargeable()).isFalse();
    }

    @Test
    void served_otherwise_the_counts_stay() {
        Tokens tokens = new Tokens(100, 50, 40, 7, EVERY, Source.REPORTED);

        assertThat(tokens.servedAs(Service.FLEX)).isSameAs(tokens);
        Tokens priority = tokens.servedAs(Service.PRIORITY);
        assertThat(priority.details().service()).isEqualTo(Service.PRIORITY);
        assertThat(priority.servedAs(Service.FLEX)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "written",
                "writtenHour",
                "audioInput",
                "audioCached",
                "audioOutput",
                "imageInput",
                "imageCached",
                "imageOutput",
                "citations",
                "searches",
                "seconds"
            })
    void no_count_is_negative(String name) {
        assertThatThrownBy(() -> new Details(
                        at(name, "written"),
                        at(name, "writtenHour"),
                        at(name, "audioInput"),
                        at(name, "audioCached"),
                        at(name, "audioOutput"),
                        at(name, "imageInput"),
                        at(name, "imageCached"),
                        at(name, "imageOutput"),
                        at(name, "citations"),
                        at(name, "searches"),
                        at(name, "seconds"),
                        Service.STANDARD))
                .hasMessage(name + ": -1 (expected: >= 0)");
    }

    private static long at(String wrong, String name) {
        return wrong.equals(name) ? -1 : 1;
    }
}
