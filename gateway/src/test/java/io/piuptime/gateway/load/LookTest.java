package io.piuptime.gateway.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookTest {
    private static final Provider GPU = Providers.at("http://gpu/v1");
    private static final long EVERY = Duration.ofMillis(20).toNanos();
    private static final String GOOD = "vllm:num_requests_running 3\nvllm:num_requests_waiting 2\n";

    private final Engines engines = new Engines();
    private final AtomicLong now = new AtomicLong(1_000);
    private final AtomicLong failures = new AtomicLong();
    private int asked;
    private String text = GOOD;
    private final Look look = new Look(MetricsAddress.of(GPU), this::text, engines, now::get, failures);

    @Test
    void tells_every_model_of_the_engine() throws Exception {
        Engine one = Providers.seen(engines, new Target(GPU, "m"));
        Engine other = Providers.seen(engines, new Target(GPU, "n"));
        look.once();
        assertThat(one.present(Providers.health(), 1_000)).isEqualTo(5);
        assertThat(other.present(Providers.health(), 1_000)).isEqualTo(5);
        assertThat(failures).hasValue(0);
        assertThat(look.pauseNanos()).isEqualTo(EVERY);
    }

    @Test
    void asks_nothing_before_somebody_wants_to_know() throws Exception {
        look.once();
        assertThat(asked).isZero();
    }

    @Test
    void the_moment_that_counts_is_that_of_the_question() throws Exception {
        Engine engine = Providers.seen(engines, new Target(GPU, "m"));
        look.once();
        assertThat(engine.isKnown(1_000 + Engine.FRESH_NANOS)).isTrue();
        assertThat(engine.isKnown(1_001 + Engine.FRESH_NANOS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>no</html>\n", "vllm:num_requests_running NaN\n", "fails", "breaks"})
    void what_cannot_be_read_is_a_failure_and_changes_nothing(String answer) throws Exception {
        Engine engine = Providers.seen(engines, new Target(GPU, "m"));
        look.once();
        text = answer;
        look.once();
        assertThat(failures).hasValue(1);
        assertThat(engine.present(Providers.health(), 1_000)).isEqualTo(5);
    }

    @Test
    void who_fails_again_and_again_is_asked_less_often_until_it_answers() throws Exception {
        Providers.seen(engines, new Target(GPU, "m"));
        text = "fails";
        for (int time = 0; time < 4; time++) {
            look.once();
            assertThat(look.pauseNanos()).isEqualTo(EVERY);
        }
        look.once();
        assertThat(look.pauseNanos()).isEqualTo(4 * EVERY);
        text = GOOD;
        look.once();
        assertThat(look.pauseNanos()).isEqualTo(EVERY);
        assertThat(failures).hasValue(5);
    }

    private byte[] text(MetricsAddress from) throws IOException {
        asked++;
        // an answer takes its time
        now.addAndGet(100_000_000);
        assertThat(from.address()).hasToString("http://gpu/metrics");
        if (text.equals("fails")) {
            throw new IOException("no way");
        }
        if (text.equals("breaks")) {
            throw new IllegalStateException("no state");
        }
        return text.getBytes(UTF_8);
    }
}
