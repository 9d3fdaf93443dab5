package io.piuptime.gateway.pressure.shed;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.pressure.Level;
import io.piuptime.gateway.pressure.Pressure;
import io.piuptime.gateway.pressure.Resource;
import io.piuptime.gateway.pressure.RuledWatch;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.AccessEvents;
import io.piuptime.observe.AccessFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events under pressure. */
class QuietEventsTest {
    private final RuledWatch watch = new RuledWatch(Resource.QUEUE);
    private final Pressure pressure = new Pressure(() -> 0, () -> List.of(watch));
    private final Kept kept = new Kept();
    private final AccessEvents quiet = new QuietEvents(kept, pressure);

    @ParameterizedTest
    @CsvSource({"GREEN, 1, 5", "YELLOW, 1, 5", "RED, 0, 6", "BLACK, 0, 6"})
    void are_written_below_red_and_counted_as_dropped_from_there_on(Level level, int written, long dropped) {
        watch.set(level);
        pressure.tick();
        Exchange exchange = new Exchanges(1).of("key", Priority.STANDARD);
        Exchanges.end(exchange);
        quiet.publish(exchange.record(), new AccessFacts("POST", "/", "trace"));
        assertThat(kept.records).hasSize(written);
        assertThat(quiet.dropped()).isEqualTo(dropped);
        assertThat(quiet.flush(Duration.ZERO)).isTrue();
        quiet.close();
        assertThat(kept.closed).isTrue();
    }

    /** Keeps events, and has dropped five before. */
    private static final class Kept implements AccessEvents {
        private final List<UsageRecord> records = new ArrayList<>();
        private boolean closed;

        @Override
        public void publish(UsageRecord record, AccessFacts facts) {
            records.add(record);
        }

        @Override
        public long dropped() {
            return 5;
        }

        @Override
        public boolean flush(Duration patience) {
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
