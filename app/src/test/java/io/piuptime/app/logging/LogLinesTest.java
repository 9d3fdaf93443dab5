package io.piuptime.app.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import io.piuptime.observe.LineQueue;
import io.piuptime.observe.LineSink;
import io.piuptime.observe.Redactor;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(20)
class LogLinesTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LineQueue queue = LineQueue.start(LineSink.to(written), 1 << 20, "test-log");
    private final LogLines lines = new LogLines(queue, new Redactor());
    private final LoggerContext context = new LoggerContext();

    @AfterEach
    void close() {
        context.stop();
        queue.close();
    }

    @Test
    void writes_a_line_of_json() {
        logger("info").info("listening on {}", 8080);

        JsonNode line = only();
        assertThat(line.propertyNames()).containsExactly("time", "level", "logger", "message", "thread");
        assertThat(line.path("time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(line.path("level").asString()).isEqualTo("info");
        assertThat(line.path("logger").asString()).isEqualTo("io.piuptime.test");
        assertThat(line.path("message").asString()).isEqualTo("listening on 8080");
        assertThat(line.path("thread").asString())
                .isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void tells_an_error_with_its_causes() {
        logger("info").error("failed", new IllegalStateException("outer", new IllegalArgumentException("inner")));

        assertThat(only().path("error").asString())
                .startsWith("java.lang.IllegalStateException: outer\n  at io.piuptime.app.logging.LogLinesTest")
                .contains("\ncaused by java.lang.IllegalArgumentException: inner");
    }

    @Test
    void bounds_the_stack_of_an_error() {
        logger("info").error("failed", deep(200));

        assertThat(only().path("error").asString().lines())
                .hasSize(32)
                .last()
                .asString()
                .endsWith(" more");
    }

    @Test
    void bounds_a_chain_of_causes() {
        Exception cause = new IllegalStateException("innermost");
        for (int i = 0; i < 50; i++) {
            cause = new IllegalStateException("level " + i, cause);
        }
        logger("info").error("failed", cause);

        assertThat(only().path("error").asString().split("caused by", -1)).hasSize(5);
    }

    @Test
    void masks_secrets_in_messages_arguments_and_errors() {
        lines.redactor().know(List.of("the-canary-of-the-configuration"));
        Logger logger = logger("info");
        logger.info("sent with Authorization: Bearer canary-0123456789");
        logger.warn("provider said {}", "Incorrect API key provided: sk-canary0123456789");
        logger.error("failed", new IllegalStateException("the-canary-of-the-configuration"));

        assertThat(text()).doesNotContain("canary").contains("Bearer ***", "sk-***");
    }

    @Test
    void shows_no_half_of_a_secret_where_a_long_text_is_cut() {
        String secret = "sk-" + "c4n4ry".repeat(10);
        logger("info").info("{}{}", "x ".repeat(4_090), secret);
        logger("info").info("{}{}", "x ".repeat((64 << 9) - 10), secret);

        assertThat(text()).doesNotContain("c4n4ry");
    }

    @Test
    void keeps_a_line_a_line() {
        logger("info").info("one\ntwo\r\n\u001b[31mthree");

        assertThat(text().lines()).hasSize(1);
        assertThat(only().path("message").asString()).isEqualTo("one\ntwo\r\n\u001b[31mthree");
    }

    @Test
    void leaves_out_what_is_below_the_level() {
        Logger logger = logger("warn");
        logger.info("quiet");
        logger.warn("loud");

        assertThat(only().path("message").asString()).isEqualTo("loud");
    }

    @Test
    void hushes_the_libraries_below() {
        logger("debug");
        context.getLogger("io.netty.channel").info("chatter");
        context.getLogger("io.vertx.core").warn("blocked");

        assertThat(only().path("message").asString()).isEqualTo("blocked");
    }

    @Test
    void hushes_the_libraries_as_much_as_the_rest() {
        logger("error");
        context.getLogger("io.vertx.core").warn("blocked");

        assertThat(text()).isEmpty();
    }

    @Test
    void says_so_when_the_level_is_not_one() {
        logger("loud").info("still here");

        assertThat(text().lines()).hasSize(2);
        assertThat(text()).contains("PIUP_LOG: 'loud' (expected: one of error, warn, info, debug, trace, off)");
    }

    @Test
    void is_what_this_process_logs_with() {
        assertThat(JsonLogging.current()).isPresent();
    }

    private Logger logger(String level) {
        JsonLogging.install(context, lines, level);
        return context.getLogger("io.piuptime.test");
    }

    private JsonNode only() {
        assertThat(text().lines()).hasSize(1);
        return JsonMapper.shared().readTree(text());
    }

    private String text() {
        assertThat(lines.flush(Duration.ofSeconds(10))).isTrue();
        return written.toString(UTF_8);
    }

    private static Exception deep(int depth) {
        return depth == 0 ? new IllegalStateException("deep") : deep(depth - 1);
    }
}
