package io.piuptime.gateway.budget.money.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.catalog.known.Catalogue;
import io.piuptime.catalog.known.KnownModel;
import io.piuptime.catalog.provider.ProviderRow;
import io.piuptime.model.price.Charge;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Service;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.price.TokenCounts;
import io.piuptime.model.price.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CeilingTest {
    private static final Instant NOW = Instant.parse("2026-08-31T23:59:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Test
    void nothing_costs_more_than_its_ceiling_by_any_price_of_the_shipped_catalogue() {
        Catalogue catalogue = Catalogue.shipped();
        Random random = new Random(20_260_801);
        int priced = 0;
        for (ProviderRow provider : catalogue.providers()) {
            for (KnownModel model : catalogue.models(provider.name())) {
                Tariff tariff = Tariff.of(model.prices());
                priced += holds(provider.name() + "/" + model.id(), tariff, random) ? 1 : 0;
            }
        }
        assertThat(priced).isGreaterThan(500);
    }

    /** Returns whether there was a ceiling at all. */
    private static boolean holds(String name, Tariff tariff, Random random) {
        Ceiling ceiling = Ceiling.of(tariff);
        boolean some = false;
        for (int i = 0; i < 40; i++) {
            boolean media = random.nextBoolean();
            boolean urgent = random.nextBoolean();
            Most most = new Most(amount(random), amount(random), media, urgent);
            OptionalLong bound = ceiling.micros(most, NOW, NOW.plus(LONGEST));
            if (bound.isEmpty()) {
                continue;
            }
            some = true;
            for (int j = 0; j < 20; j++) {
                TokenCounts counts = usage(most, media, urgent, random);
                Instant at = NOW.plusMillis(random.nextLong(LONGEST.toMillis() + 1));
                Optional<Charge> charge = tariff.charge(counts, at);
                long cost = charge.map(Charge::micros).orElse(0L);

                assertThat(cost)
                        .as("%s: %s of at most %s at %s", name, counts, most, at)
                        .isLessThanOrEqualTo(bound.getAsLong());
            }
        }
        return some;
    }

    private static long amount(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(50);
            case 1 -> 199_990 + random.nextInt(20);
            case 2 -> random.nextInt(5_000_000);
            default -> random.nextInt(10_000);
        };
    }

    /** Some usage within the bounds: parts are parts of their total. */
    private static TokenCounts usage(Most most, boolean media, boolean urgent, Random random) {
        Map<Unit, Long> counts = new EnumMap<>(Unit.class);
        long input = upTo(most.input(), random);
        counts.put(Unit.INPUT, input);
        long rest = input;
        List<Unit> parts = media
                ? List.of(Unit.CACHE_READ, Unit.CACHE_WRITE, Unit.CACHE_WRITE_HOUR, Unit.AUDIO_INPUT, Unit.IMAGE_INPUT)
                : List.of(Unit.CACHE_READ, Unit.CACHE_WRITE, Unit.CACHE_WRITE_HOUR);
        for (Unit part : parts) {
            long count = upTo(rest, random);
            counts.put(part, count);
            rest -= count;
        }
        if (media) {
            long heard = upTo(
                    Math.min(counts.getOrDefault(Unit.AUDIO_INPUT, 0L), counts.getOrDefault(Unit.CACHE_READ, 0L)),
                    random);
            counts.put(Unit.AUDIO_CACHE_READ, heard);
        }
        long output = upTo(most.output(), random);
        counts.put(Unit.OUTPUT, output);
        long reasoning = upTo(output, random);
        counts.put(Unit.REASONING, reasoning);
        counts.put(Unit.AUDIO_OUTPUT, upTo(output - reasoning, random));
        counts.put(Unit.REQUEST, 1L);
        Service[] services = Service.values();
        Service service = services[random.nextInt(services.length)];
        return new TokenCounts(counts, service == Service.FAST && !urgent ? Service.STANDARD : service);
    }

    private static long upTo(long most, Random random) {
        return random.nextInt(3) == 0 ? most : random.nextLong(most + 1);
    }

    @Test
    void the_dearest_unit_counts() {
        assertThat(ceiling("in=1 out=2 read=0.1 write=1.25 write1h=2", new Most(1_000_000, 0, false, false)))
                .hasValue(2_000_000);
        assertThat(ceiling("in=1 out=2 reason=3", new Most(0, 1_000_000, false, false)))
                .hasValue(3_000_000);
    }

    @Test
    void what_is_no_text_counts_where_there_is_some() {
        assertThat(ceiling("in=1 out=2 audio-in=40", new Most(1_000_000, 0, false, false)))
                .hasValue(1_000_000);
        assertThat(ceiling("in=1 out=2 audio-in=40", new Most(1_000_000, 0, true, false)))
                .hasValue(40_000_000);
    }

    @Test
    void every_tier_counts_that_may_be_reached() {
        assertThat(ceiling("in=1 out=2 >200000 in=3", new Most(200_000, 0, false, false)))
                .hasValue(200_000);
        assertThat(ceiling("in=1 out=2 >200000 in=3", new Most(200_001, 0, false, false)))
                .hasValue(600_003);
        // a longer prompt may be the cheaper one; whether it is that long is not known
        assertThat(ceiling("in=3 out=2 >100 in=1", new Most(1_000_000, 0, false, false)))
                .hasValue(3_000_000);
    }

    @Test
    void every_service_counts_that_a_provider_may_choose() {
        assertThat(ceiling("in=1 out=2 @priority=200% @batch=50%", new Most(1_000_000, 0, false, false)))
                .hasValue(2_000_000);
        assertThat(ceiling("in=1 out=2 @fast=600%", new Most(1_000_000, 0, false, false)))
                .hasValue(1_000_000);
        assertThat(ceiling("in=1 out=2 @fast=600%", new Most(1_000_000, 0, false, true)))
                .hasValue(6_000_000);
    }

    @Test
    void a_fee_counts_once_and_parts_of_a_micro_are_rounded_up() {
        assertThat(ceiling("in=0.1 out=0.1 request=0.005", new Most(1, 0, false, false)))
                .hasValue(5_001);
        assertThat(ceiling("in=0 out=0", new Most(1_000, 1_000, false, false))).hasValue(0);
    }

    @Test
    void a_price_counts_that_may_hold_before_the_end() {
        assertThat(ceiling("in=1 out=1 | from=2026-09-01 in=5 out=5", new Most(1_000_000, 0, false, false)))
                .hasValue(5_000_000);
        assertThat(ceiling("in=1 out=1 | from=2026-09-02 in=5 out=5", new Most(1_000_000, 0, false, false)))
                .hasValue(1_000_000);
    }

    @Test
    void what_is_not_known_or_has_no_bound_has_no_ceiling() {
        assertThat(Ceiling.of(Tariff.UNKNOWN).micros(new Most(1, 1, false, false), NOW, NOW))
                .isEmpty();
        assertThat(ceiling("in=1", new Most(1, 1, false, false))).isEmpty();
        assertThat(ceiling("in=1", new Most(1, 0, false, false))).hasValue(1);
        assertThat(ceiling("in=1 out=1 cite=2", new Most(1, 1, false, false))).isEmpty();
        assertThat(ceiling("in=1 out=1 second=0.1", new Most(1, 1, false, false)))
                .isEmpty();
    }

    @Test
    void amounts_beyond_64_bits_before_rounding_are_bounds_too() {
        Most much = new Most(4_000_000_000L, 0, false, false);

        assertThat(ceiling("in=75 out=1", much)).hasValue(300_000_000_000L);
        assertThat(ceiling("in=75 out=1", new Most(Long.MAX_VALUE, 1, false, false)))
                .isEmpty();
    }

    @Test
    void says_which_counts_it_takes() {
        assertThatThrownBy(() -> new Most(-1, 0, false, false)).hasMessage("tokens: -1 (expected: >= 0)");
    }

    private static OptionalLong ceiling(String price, Most most) {
        return Ceiling.of(Tariff.of(PriceText.read(price))).micros(most, NOW, NOW.plus(LONGEST));
    }
}
