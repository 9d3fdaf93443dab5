package io.piuptime.testkit.card;

import static io.piuptime.testkit.card.Grade.FAIL;
import static io.piuptime.testkit.card.Grade.PARTIAL;
import static io.piuptime.testkit.card.Grade.PASS;
import static io.piuptime.testkit.card.Grade.SAFE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.piuptime.testkit.card.Finding.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JudgeTest {
    static Stream<Arguments> histories() {
        return Stream.concat(beforeTheFirstToken(), inTheStreamAndLater());
    }

    private static Stream<Arguments> beforeTheFirstToken() {
        return Stream.of(
                arguments("waits as told", Past.of("S01").failedAt(0, 2).answered(), PASS, "rescued"),
                arguments(
                        "comes back too soon",
                        Past.of("S01").failedAt(0, 1.7).answered(),
                        PARTIAL,
                        "Retry-After honoured: second attempt after 1.70 s"),
                arguments(
                        "never comes back",
                        Past.of("S01").failedAt(0).fallbackAt(0.1).answered(),
                        PARTIAL,
                        "retried: 1 attempts; Retry-After honoured: no second attempt"),
                arguments(
                        "hammers after a 429",
                        Past.of("S01").failedAt(0, 0.1, 1.4).answered(),
                        FAIL,
                        "no hammering: 3 attempts in 1.5 s (expected: at most 2)"),
                arguments(
                        "four in three seconds",
                        Past.of("S02").failedAt(0, 1, 2, 2.9).answered(),
                        PASS,
                        "rescued"),
                arguments(
                        "five in three seconds",
                        Past.of("S02").failedAt(0, 1, 2, 2.5, 2.9).answered(),
                        FAIL,
                        "no hammering"),
                arguments(
                        "seven in a minute",
                        Past.of("S02").failedAt(0, 10, 20, 30, 40, 50, 60).answered(),
                        FAIL,
                        "bounded attempts: 7 attempts"),
                arguments("gives up in time", Past.of("S02").failedAt(0).error(), SAFE, "a clear error: 500 broken"),
                arguments(
                        "retries a 500", Past.of("S03").failedAt(0).wellAt(0.3).answered(), PASS, "rescued"),
                arguments(
                        "leaves after one 500",
                        Past.of("S03").failedAt(0).fallbackAt(0.3).answered(),
                        PARTIAL,
                        "same provider retried: 1 attempts"),
                arguments(
                        "leaves a 503", Past.of("S04").failedAt(0).fallbackAt(0).answered(), PASS, "rescued"),
                arguments("hangs after a reset", Past.of("S05").failedAt(0).hung(), FAIL, "hangs"),
                arguments(
                        "leaves silence", Past.of("S06").failedAt(0).taking(10).answered(), PASS, "rescued"),
                arguments(
                        "asks silence again",
                        Past.of("S06").failedAt(0, 30).taking(60).answered(),
                        PARTIAL,
                        "silence not retried: 2 attempts"),
                arguments(
                        "waits too long for silence",
                        Past.of("S06").failedAt(0).taking(100.1).answered(),
                        FAIL,
                        "within the budget: 100.1 s"),
                arguments("waits at most 15 s", Past.of("S07").taking(15).answered(), PASS, "rescued"),
                arguments(
                        "waits for a slow model",
                        Past.of("S07").taking(21).answered(),
                        PARTIAL,
                        "first token limited: 21.0 s"),
                arguments("asks once", Past.of("S12").prompts(100).answered(), PASS, "rescued"),
                arguments("asks for less", Past.of("S12").prompts(100, 60).answered(), PASS, "rescued"),
                arguments(
                        "asks for the same again",
                        Past.of("S12").prompts(100, 100).answered(),
                        FAIL,
                        "no blind retry: prompt sizes [100, 100]"),
                arguments("asks for more", Past.of("S12").prompts(100, 140).error(), FAIL, "no blind retry"),
                arguments(
                        "asks for less too often",
                        Past.of("S12").prompts(100, 60, 30).answered(),
                        FAIL,
                        "bounded attempts: 3 attempts"),
                arguments(
                        "hands a full context back", Past.of("S12").prompts(100).error(), SAFE, "a clear error"),
                arguments("tells a refusal", Past.of("S13").failedAt(0).error(), PASS, "the refusal was told"),
                arguments(
                        "goes round a refusal",
                        Past.of("S13").failedAt(0).fallbackAt(0).answered(),
                        PARTIAL,
                        "answered by another model"),
                arguments(
                        "repeats a refusal",
                        Past.of("S13").failedAt(0, 1).error(),
                        FAIL,
                        "no retry of the model: 2 attempts"));
    }

    private static Stream<Arguments> inTheStreamAndLater() {
        return Stream.of(
                arguments("repairs a cut", Past.of("S08").answered(), PASS, "rescued"),
                arguments("tells a cut", Past.of("S08").error(), SAFE, "a clear error: 500 broken"),
                arguments("hides a cut", Past.of("S08").answered(40), FAIL, "a truncated answer presented as success"),
                arguments("tells a stall", Past.of("S09").taking(45).error(), SAFE, "a clear error"),
                arguments("tells a stall late", Past.of("S09").taking(45.1).error(), FAIL, "bounded: 45.1 s"),
                arguments(
                        "dies of a stall",
                        Past.of("S09").error().deadAfterwards(),
                        FAIL,
                        "alive after: a healthy request failed"),
                arguments("skips what is malformed", Past.of("S10").answered(), PASS, "rescued"),
                arguments("tells what is malformed", Past.of("S10").error(), SAFE, "a clear error"),
                arguments("loses a word", Past.of("S10").answered(59), FAIL, "a truncated answer"),
                arguments("ends without [DONE]", Past.of("S11").taking(8).answered(), PASS, "rescued"),
                arguments("waits for [DONE]", Past.of("S11").taking(8.1).answered(), FAIL, "ends promptly: 8.1 s"),
                arguments(
                        "loses the usage",
                        Past.of("S11").answeredWithoutUsage(),
                        PARTIAL,
                        "usage told: no usage in the reply"),
                arguments("begins anew", Past.of("S14").prefillRefused().answered(), PASS, "rescued"),
                arguments("tells the cut", Past.of("S14").error(), SAFE, "a clear error"),
                arguments(
                        "tells of the prefill instead",
                        Past.of("S14").prefillRefused().error(),
                        FAIL,
                        "no hiding behind prefill: 1 prefills refused"),
                arguments(
                        "serves through an outage",
                        Past.of("S15").failedAt(0).answered().answered().wellAt(36),
                        PASS,
                        "rescued"),
                arguments(
                        "probes more than it serves",
                        Past.of("S15").failedAt(0, 1, 2).answered().answered().wellAt(7),
                        PASS,
                        "rescued"),
                arguments(
                        "comes back late",
                        Past.of("S15").failedAt(0).answered().wellAt(36.1),
                        FAIL,
                        "recovered: back 30.1 s after the outage"),
                arguments(
                        "never comes back after an outage",
                        Past.of("S15").failedAt(0).answered(),
                        FAIL,
                        "recovered: never back"),
                arguments(
                        "leaves one without an answer",
                        Past.of("S15").answered().error().answered().wellAt(7),
                        FAIL,
                        "served during the outage: 2 of 3 requests"),
                arguments("lets one hang", Past.of("S15").answered().hung().wellAt(7), FAIL, "hangs"),
                arguments(
                        "cuts one short", Past.of("S15").answered().answered(12).wellAt(7), FAIL, "a truncated answer"),
                arguments("names who answered", Past.of("S16").fallbackAt(1).answered(), PASS, "rescued"),
                arguments(
                        "names who answered with his provider",
                        Past.of("S16").fallbackAt(1).answeredBy("wall/fb-ok"),
                        PASS,
                        "rescued"),
                arguments(
                        "names who failed",
                        Past.of("S16").fallbackAt(1).answeredBy("fb-s16-503-persistent"),
                        FAIL,
                        "names the fallback: the reply names 'fb-s16-503-persistent'"),
                arguments("has nobody to name", Past.of("S16").failedAt(0).error(), SAFE, "a clear error"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("histories")
    void finds_the_verdict(String what, Past past, Grade grade, String reason) {
        Judged judged = past.judged();

        assertThat(judged.grade()).as(what + ", because " + judged.reason()).isEqualTo(grade);
        assertThat(judged.reason()).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10", "S11", "S12", "S13", "S14", "S15",
                "S16"
            })
    void never_forgives_a_hang(String id) {
        assertThat(Past.of(id).failedAt(0).hung().judged().grade()).isEqualTo(FAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10", "S11", "S12", "S14", "S15", "S16"
            })
    void never_forgives_a_truncated_answer(String id) {
        assertThat(Past.of(id).failedAt(0, 2).answered(59).judged().grade()).isEqualTo(FAIL);
    }

    @Test
    void keeps_what_every_check_found() {
        Judged judged = Past.of("S16").answered().judged();

        assertThat(judged.findings())
                .extracting(Finding::state)
                .containsExactly(State.NOT_APPLICABLE, State.KEPT, State.KEPT);
        assertThat(judged.attempts()).isZero();
    }

    @Test
    void knows_sixteen_scenarios_in_both_profiles() {
        assertThat(Scenarios.all(true))
                .extracting(Scenario::id)
                .hasSize(16)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(Scenarios.all(true)).extracting(Scenario::model).allMatch(model -> model.startsWith("fb-s"));
        assertThat(seriesOf(true)).extracting(Series::count).isEqualTo(20);
        assertThat(seriesOf(false)).extracting(Series::count).isEqualTo(10);
    }

    @Test
    void judges_nothing_without_a_call() {
        assertThatThrownBy(() -> new History(List.of(), List.of(), 1, 1, Optional.empty()))
                .hasMessage("calls: none (expected: at least one)");
    }

    private static Series seriesOf(boolean full) {
        return Scenarios.all(full).stream()
                .flatMap(scenario -> scenario.series().stream())
                .findFirst()
                .orElseThrow();
    }
}
