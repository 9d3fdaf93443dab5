package io.piuptime.stores.journal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.price.Charge;
import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Attribution;
import io.piuptime.model.usage.Reservation;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.model.usage.UsageRecord.Ending;
import io.piuptime.model.usage.UsageRecord.Sizes;
import io.piuptime.model.usage.UsageRecord.Times;
import io.piuptime.testkit.contracts.SampleUsage;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {
    private static final UsageRecord EVERY_COMPONENT = new UsageRecord(
            "id-1",
            Instant.parse("2026-05-06T07:08:09.123456Z"),
            "key-2",
            "operation-3",
            "model-4",
            "target-5",
            506,
            Ending.BROKEN,
            "reason-7",
            true,
            new Tokens(
                    8_001,
                    8_002,
                    8_003,
                    8_004,
                    new Tokens.Details(
                            8_101, 8_102, 8_103, 8_104, 8_105, 8_106, 8_107, 8_108, 8_109, 8_110, 8_111, Service.FLEX),
                    Tokens.Source.COUNTED),
            "finish-9",
            10,
            new Times(11_001, 11_002, 11_003),
            new Sizes(12_001, 12_002),
            Optional.of(new Charge(13_001, "USD", "in=13.002")),
            "a/x server 14ms, b/y answered 15ms",
            new Attribution(
                    "tenant-16", "team-17", "app-18", "user-19", "end-20", Map.of("tag-21", "v-22", "t-23", "v-24")),
            new Reservation(25_001, 24_002));

    /** A record as the first version wrote it, which knew nothing of costs. */
    private static final String FIRST_VERSION =
            "010469642d3180aad8b79ac8a806056b65792d320b6f7065726174696f6e2d33076d6f64656c2d34087461726765742d"
                    + "35f4070308726561736f6e2d3701c13ec23ec33ec43e020866696e6973682d3914f2ab01f4ab01f6ab01c2bb01c4bb01";

    @Test
    void every_component_comes_back() {
        assertThat(roundTrip(EVERY_COMPONENT)).isEqualTo(EVERY_COMPONENT);
    }

    @ParameterizedTest
    @EnumSource
    void every_service_comes_back(Service service) {
        Tokens tokens = new Tokens(1, 2, 0, 0, Tokens.Source.REPORTED).servedAs(service);
        UsageRecord usage = with("m", Instant.EPOCH, Ending.COMPLETE, tokens, new Times(0, 0, 0));

        assertThat(roundTrip(usage)).isEqualTo(usage);
    }

    @Test
    void a_cost_of_nothing_is_not_an_unknown_one() {
        UsageRecord usage = with("m", Instant.EPOCH, Ending.COMPLETE, Tokens.NONE, new Times(0, 0, 0));
        UsageRecord free = usage.charged(new Charge(0, "USD", "in=0 out=0"));

        assertThat(roundTrip(free).charge()).contains(new Charge(0, "USD", "in=0 out=0"));
        assertThat(roundTrip(usage).charge()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_ending_comes_back(Ending ending) {
        UsageRecord usage = with("m", Instant.EPOCH, ending, Tokens.NONE, new Times(0, 0, 0));

        assertThat(roundTrip(usage)).isEqualTo(usage);
    }

    @ParameterizedTest
    @EnumSource
    void every_source_comes_back(Tokens.Source source) {
        UsageRecord usage =
                with("m", Instant.EPOCH, Ending.COMPLETE, new Tokens(0, 0, 0, 0, source), new Times(0, 0, 0));

        assertThat(roundTrip(usage)).isEqualTo(usage);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {Long.MIN_VALUE, -129, -128, -1, 0, 1, 63, 64, 127, 128, 16_383, 16_384, 1L << 62, Long.MAX_VALUE})
    void every_number_comes_back(long number) {
        UsageRecord usage = with("m", Instant.EPOCH, Ending.COMPLETE, Tokens.NONE, new Times(number, number, number));

        assertThat(roundTrip(usage)).isEqualTo(usage);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 1L << 35, Long.MAX_VALUE})
    void every_count_comes_back(long count) {
        Tokens tokens = new Tokens(count, count, count, count, Tokens.Source.REPORTED);
        UsageRecord usage = with("m", Instant.EPOCH, Ending.COMPLETE, tokens, new Times(0, 0, 0));

        assertThat(roundTrip(usage)).isEqualTo(usage);
    }

    static Stream<String> texts() {
        return Stream.of(
                "",
                "a",
                "gpt-4o",
                "é",
                "ascii then é",
                "модель",
                "😀 and \0 and \n",
                "x".repeat(127),
                "x".repeat(128),
                "я".repeat(300),
                "x".repeat(RecordCodec.MOST_CHARACTERS));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void every_text_comes_back(String text) {
        UsageRecord usage = with(text, Instant.EPOCH, Ending.COMPLETE, Tokens.NONE, new Times(0, 0, 0));

        assertThat(roundTrip(usage)).isEqualTo(usage);
    }

    @Test
    void a_text_that_is_too_long_is_cut() {
        UsageRecord usage =
                with("x".repeat(1_000_000), Instant.EPOCH, Ending.COMPLETE, Tokens.NONE, new Times(0, 0, 0));

        assertThat(roundTrip(usage).model()).isEqualTo("x".repeat(RecordCodec.MOST_CHARACTERS));
    }

    @Test
    void half_of_a_pair_of_surrogates_becomes_a_question_mark() {
        UsageRecord usage = with("a\uD83D", Instant.EPOCH, Ending.COMPLETE, Tokens.NONE, new Times(0, 0, 0));

        assertThat(roundTrip(usage).model()).isEqualTo("a?");
    }

    @Test
    void moments_before_1970_and_finer_than_a_microsecond_are_kept_to_the_microsecond() {
        Instant moment = Instant.parse("1969-12-31T23:59:58.123456789Z");

        assertThat(roundTrip(with("m", moment, Ending.COMPLETE, Tokens.NONE, new Times(0, 0, 0)))
                        .startedAt())
                .isEqualTo(Instant.parse("1969-12-31T23:59:58.123456Z"));
    }

    @Test
    void a_usual_record_is_small() {
        assertThat(payload(SampleUsage.record(1_234)).length).isLessThan(150);
    }

    @Test
    void a_record_of_the_first_version_is_read() {
        UsageRecord usage = RecordCodec.read(HexFormat.of().parseHex(FIRST_VERSION));

        assertThat(usage)
                .isEqualTo(new UsageRecord(
                        "id-1",
                        Instant.parse("2026-05-06T07:08:09.123456Z"),
                        "key-2",
                        "operation-3",
                        "model-4",
                        "target-5",
                        506,
                        Ending.BROKEN,
                        "reason-7",
                        true,
                        new Tokens(8_001, 8_002, 8_003, 8_004, Tokens.Source.COUNTED),
                        "finish-9",
                        10,
                        new Times(11_001, 11_002, 11_003),
                        new Sizes(12_001, 12_002)));
    }

    @Test
    void a_record_of_the_third_version_is_nobodys() {
        byte[] payload = payload(SampleUsage.record(1));
        payload[0] = 3;

        assertThat(RecordCodec.read(Arrays.copyOf(payload, payload.length - 3))).isEqualTo(SampleUsage.record(1));
    }

    @Test
    void a_record_of_the_fourth_version_had_reserved_nothing() {
        byte[] payload = payload(SampleUsage.record(1));
        payload[0] = 4;

        assertThat(RecordCodec.read(Arrays.copyOf(payload, payload.length - 2))).isEqualTo(SampleUsage.record(1));
    }

    @Test
    void another_version_is_refused() {
        byte[] payload = payload(EVERY_COMPONENT);
        payload[0] = 6;

        assertThatThrownBy(() -> RecordCodec.read(payload)).hasMessage("version: 6 (expected: 1 to 5)");
    }

    @Test
    void every_payload_that_is_cut_is_refused() {
        byte[] payload = payload(EVERY_COMPONENT);
        for (int length = 0; length < payload.length; length++) {
            byte[] cut = Arrays.copyOf(payload, length);
            assertThatThrownBy(() -> RecordCodec.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void bytes_of_chance_are_read_or_refused_and_nothing_else() {
        Random random = new Random(20_260_301);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = payload(EVERY_COMPONENT);
            payload[random.nextInt(payload.length)] = (byte) random.nextInt();
            payload[random.nextInt(payload.length)] = (byte) random.nextInt();
            try {
                assertThat(RecordCodec.read(payload)).isNotNull();
            } catch (IllegalArgumentException _) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 19_999);
    }

    private static UsageRecord with(String model, Instant startedAt, Ending ending, Tokens tokens, Times times) {
        return new UsageRecord(
                "id",
                startedAt,
                "key",
                "chat",
                model,
                "openai/gpt-4o",
                200,
                ending,
                "",
                false,
                tokens,
                "stop",
                1,
                times,
                new Sizes(0, 0));
    }

    private static UsageRecord roundTrip(UsageRecord usage) {
        return RecordCodec.read(payload(usage));
    }

    private static byte[] payload(UsageRecord usage) {
        PayloadWriter out = new PayloadWriter(16, 4);
        RecordCodec.write(usage, out);
        return Arrays.copyOfRange(out.bytes(), 4, out.end());
    }
}
