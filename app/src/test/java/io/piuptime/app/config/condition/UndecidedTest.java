package io.piuptime.app.config.condition;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UndecidedTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Undecided.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Undecided undecided = new Undecided(nanos::get);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
    }

    @Test
    void each_is_counted_and_one_a_minute_is_told_of_each_model() {
        for (int times = 0; times < 100; times++) {
            undecided.tell("a", "models.a.targets[0].when", "attribute not found");
        }
        undecided.tell("b", "models.b.targets[1].when", "bad format");
        assertThat(undecided.count()).isEqualTo(101);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "models.a.targets[0].when could not be decided and counts as false: attribute not found"
                                + " (told once a minute)",
                        "models.b.targets[1].when could not be decided and counts as false: bad format"
                                + " (told once a minute)");
    }

    @Test
    void it_is_told_again_after_a_minute() {
        undecided.tell("a", "models.a.targets[0].when", "x");
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        undecided.tell("a", "models.a.targets[0].when", "x");
        assertThat(lines.list).hasSize(1);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        undecided.tell("a", "models.a.targets[0].when", "x");
        undecided.tell("a", "models.a.targets[0].when", "x");
        assertThat(lines.list).hasSize(2);
    }

    @Test
    void many_models_are_not_kept_for_ever() {
        for (int model = 0; model < 10_000; model++) {
            undecided.tell("m" + model, "models.m.targets[0].when", "x");
        }
        assertThat(undecided.count()).isEqualTo(10_000);
        assertThat(lines.list).hasSize(10_000);
    }
}
