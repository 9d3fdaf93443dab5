package io.piuptime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String VALID = "00-" + TRACE + "-" + SPAN + "-01";

    private final RandomGenerator random = new SplittableRandom(1);

    @Test
    void reads_a_valid_traceparent() {
        assertThat(TraceContext.parse(VALID, "vendor=1")).contains(new TraceContext(TRACE, SPAN, 1, "vendor=1"));
    }

    @Test
    void writes_what_it_read() {
        assertThat(TraceContext.parse(VALID, "").orElseThrow().traceparent()).isEqualTo(VALID);
    }

    @Test
    void keeps_the_trace_and_makes_a_span_of_its_own() {
        TraceContext child = TraceContext.parse(VALID, "a=b").orElseThrow().child(random);

        assertThat(child.traceId()).isEqualTo(TRACE);
        assertThat(child.spanId()).isNotEqualTo(SPAN).matches("[0-9a-f]{16}");
        assertThat(child.flags()).isEqualTo(1);
        assertThat(child.state()).isEqualTo("a=b");
    }

    @Test
    void starts_a_trace_that_it_would_accept_itself() {
        TraceContext started = TraceContext.start(random);

        assertThat(TraceContext.parse(started.traceparent(), "")).contains(started);
    }

    @Test
    void never_makes_an_id_of_zeros() {
        RandomGenerator zeros = () -> 0L;

        TraceContext started = TraceContext.start(zeros);

        assertThat(TraceContext.parse(started.traceparent(), "")).contains(started);
    }

    @Test
    void does_not_pass_on_flags_it_does_not_know() {
        TraceContext read =
                TraceContext.parse("00-" + TRACE + "-" + SPAN + "-ff", "").orElseThrow();

        assertThat(read.traceparent()).endsWith("-03");
    }

    @Test
    void keeps_a_decision_not_to_sample() {
        TraceContext read =
                TraceContext.parse("00-" + TRACE + "-" + SPAN + "-00", "").orElseThrow();

        assertThat(read.child(random).traceparent()).endsWith("-00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "cc", "fe"})
    void reads_a_later_version_as_far_as_it_is_known(String version) {
        String rest = TRACE + "-" + SPAN + "-01";

        assertThat(TraceContext.parse(version + "-" + rest, "")).isPresent();
        assertThat(TraceContext.parse(version + "-" + rest + "-more", "")
                        .orElseThrow()
                        .traceparent())
                .isEqualTo(VALID);
        assertThat(TraceContext.parse(version + "-" + rest + "more", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01"
            })
    void refuses_what_the_specification_calls_invalid(String traceparent) {
        assertThat(TraceContext.parse(traceparent, "a=b")).isEmpty();
    }

    @Test
    void shortens_a_long_state_by_whole_entries() {
        String entry = "vendor=" + "x".repeat(193);
        String state = entry + "," + entry + "," + entry;

        assertThat(TraceContext.parse(VALID, state).orElseThrow().state()).isEqualTo(entry + "," + entry);
        assertThat(TraceContext.parse(VALID, "k=" + "x".repeat(600))
                        .orElseThrow()
                        .state())
                .isEmpty();
    }
}
