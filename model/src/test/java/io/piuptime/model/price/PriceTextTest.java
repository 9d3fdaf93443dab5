package io.piuptime.model.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTextTest {
    @Test
    void reads_rates_by_the_million_and_by_the_piece() {
        Price price = only("in=1.25 out=10 search=0.01");

        assertThat(price)
                .isEqualTo(Price.of(new Rates(Map.of(
                        Unit.INPUT, new Rate(1_250_000_000L),
                        Unit.OUTPUT, new Rate(10_000_000_000L),
                        Unit.SEARCH, new Rate(10_000_000_000_000L)))));
    }

    @Test
    void reads_tiers_services_and_percents() {
        Price price = only("in=1 >200000 in=2 out=3 @priority in=4 @batch=50%");

        assertThat(price.rates().all()).containsExactly(Map.entry(Unit.INPUT, usd("1")));
        assertThat(price.tiers())
                .containsExactly(new Tier(200_000, new Rates(Map.of(Unit.INPUT, usd("2"), Unit.OUTPUT, usd("3")))));
        assertThat(price.services())
                .containsExactly(Map.entry(Service.PRIORITY, new Rates(Map.of(Unit.INPUT, usd("4")))));
        assertThat(price.percents()).containsExactly(Map.entry(Service.BATCH, 50));
    }

    @Test
    void reads_when_each_price_holds() {
        PriceList prices = PriceText.read("until=2026-01-01 in=1 | from=2026-01-01 in=2 | hours=00:30-16:30 in=3");

        assertThat(prices.prices())
                .extracting(DatedPrice::validity)
                .containsExactly(
                        new Validity(Optional.empty(), Optional.of(LocalDate.of(2026, 1, 1)), Optional.empty()),
                        new Validity(Optional.of(LocalDate.of(2026, 1, 1)), Optional.empty(), Optional.empty()),
                        new Validity(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Validity.Hours(LocalTime.of(0, 30), LocalTime.of(16, 30)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "   "})
    void reads_nothing_as_unknown(String text) {
        assertThat(PriceText.read(text)).isEqualTo(PriceList.UNKNOWN);
    }

    @Test
    void spaces_around_and_between_do_not_matter() {
        assertThat(PriceText.read("  in=1   out=2 ")).isEqualTo(PriceText.read("in=1 out=2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in=1.25 out=10",
                "in=0 out=0",
                "in=0.003625",
                "in=0.000000001",
                "request=0.000000000000001",
                "in=3 out=15 read=0.3 write=3.75 write1h=6 search=0.01",
                "in=4 audio-in=32 audio-out=64 audio-read=0.4 image-in=5 image-out=6 image-read=0.5 video-in=1 video-out=2",
                "in=2 out=8 reason=3 cite=2",
                "in=1 >1000 in=2 >2000 in=3 out=4",
                "in=1 @flex in=0.5 @priority in=2 @batch=50%"
            })
    void writes_what_it_reads(String text) {
        assertThat(PriceText.write(only(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "in;in",
                "in=;'' ",
                "in=x;'x'",
                "in=-1;'-1'",
                "in=1e99;'1e99'",
                "in=0.0000000001;at most 9 decimals",
                "request=0.0000000000000001;at most 15 decimals",
                "nope=1;nope=1",
                ">;>",
                ">x in=1;>x",
                "@nope in=1;@nope",
                "@standard in=1;@standard",
                "@batch=x%;@batch=x%",
                "@batch=50;@batch=50",
                "@batch=1001%;0% to 1000%",
                "from=yesterday in=1;from=yesterday",
                "until=2026-13-01 in=1;until=2026-13-01",
                "hours=1 in=1;hours=1",
                "hours=25:00-26:00 in=1;hours=25:00-26:00",
                "from=2026-01-02 until=2026-01-02 in=1;a day after 2026-01-02"
            })
    void refuses_a_word_that_is_wrong_and_names_it(String text, String named) {
        assertThatThrownBy(() -> PriceText.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named)
                .hasMessageContaining("expected: ");
    }

    @Test
    void refuses_a_tier_below_zero() {
        assertThatThrownBy(() -> PriceText.read(">-1 in=1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tier: -1 (expected: >= 0)");
    }

    private static Price only(String text) {
        List<DatedPrice> prices = PriceText.read(text).prices();
        assertThat(prices).hasSize(1);
        assertThat(prices.getFirst().validity()).isEqualTo(Validity.ALWAYS);
        return prices.getFirst().price();
    }

    private static Rate usd(String text) {
        return Rate.parse(text, Unit.INPUT);
    }
}
