package io.piuptime.control;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.accept.admin.Call;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whatever is done with keys and the token, no log line has them, not even with every level switched on. */
final class LogCanaryTest {
    @TempDir
    private Path folder;

    @Test
    void no_log_line_holds_a_key_or_the_token() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Level before = root.getLevel();
        root.setLevel(Level.TRACE);
        lines.start();
        root.addAppender(lines);
        try {
            House house = new House(folder);
            String key = house.created("canary").path("key").asString();
            String id = key.substring(5, 17);
            house.call("GET", "/admin/v1/keys/" + key.substring(0, 60));
            house.call("POST", "/admin/v1/keys", Map.of("x", key), key);
            house.api.handle(new Call("GET", "/admin/v1/keys", Map.of(), Optional.of(key), Bytes.utf8(key)));
            house.call("DELETE", "/admin/v1/keys/" + id);
            house.store.gone(true);
            house.call("POST", "/admin/v1/keys", Map.of(), "{\"name\":\"canary\"}");
            house.call("GET", "/admin/v1/keys/" + key);
            house.call("DELETE", "/admin/v1/keys/" + key);
            house.reload = () -> {
                throw new IllegalStateException("the file is gone");
            };
            house.call("POST", "/admin/v1/reload", Map.of(), key);

            assertThat(lines.list)
                    .anyMatch(line -> line.getFormattedMessage().equals("key " + id + " was created"))
                    .extracting(LogCanaryTest::everything)
                    .noneMatch(text -> text.contains(key.substring(18)) || text.contains(house.token.substring(11)));
        } finally {
            root.detachAppender(lines);
            root.setLevel(before);
        }
    }

    private static String everything(ILoggingEvent line) {
        IThrowableProxy thrown = line.getThrowableProxy();
        return line.getFormattedMessage() + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }
}
