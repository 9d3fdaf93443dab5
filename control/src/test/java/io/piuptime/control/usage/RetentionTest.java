package io.piuptime.control.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.piuptime.control.House;
import io.piuptime.control.MemoryUsageStore;
import io.piuptime.observe.usage.UsageQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class RetentionTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(House.NOW);
    private final MemoryUsageStore store = new MemoryUsageStore();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Retention retention = new Retention(store, now::get, 30, logger());

    @Test
    void deletes_only_what_is_older_than_the_days() {
        store.add(List.of(House.usage(0, "a"), House.usage(60, "b")));
        now.set(House.NOW.plus(Duration.ofDays(30)));
        retention.step();
        assertThat(store.page(UsageQuery.newest(10)).records()).hasSize(2);
        now.set(House.NOW.plus(Duration.ofDays(30)).plusSeconds(1));
        retention.step();
        assertThat(store.page(UsageQuery.newest(10)).records())
                .singleElement()
                .matches(usage -> usage.model().equals("b"));
        assertThat(lines.list).singleElement().asString().contains("1 usage records older than 30 days");
    }

    @Test
    void logs_a_failing_store_once_and_tries_again() {
        store.gone(true);
        for (int i = 0; i < 3; i++) {
            retention.step();
        }
        assertThat(lines.list).hasSize(1);
        store.gone(false);
        retention.step();
        store.gone(true);
        retention.step();
        assertThat(lines.list).hasSize(2).allMatch(line -> line.getLevel() == Level.WARN);
    }

    @Test
    void keeps_records_for_a_day_at_least() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Retention(store, now::get, 0))
                .withMessage("days: 0 (expected: >= 1)");
    }

    private Logger logger() {
        Logger logger = new LoggerContext().getLogger("retention");
        lines.start();
        logger.addAppender(lines);
        return logger;
    }
}
