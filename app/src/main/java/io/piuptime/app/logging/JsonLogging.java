package io.piuptime.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.piuptime.observe.LineQueue;
import io.piuptime.observe.LineSink;
import io.piuptime.observe.Redactor;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Sets up logging when the first logger is asked for: found as a service, without a file to read. The level comes from
 * {@code PIUP_LOG}.
 */
public final class JsonLogging extends ContextAwareBase implements Configurator {
    private static final String LEVEL = "PIUP_LOG";
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace", "off");
    /** Libraries whose chatter nobody needs at the level of our own. */
    private static final List<String> QUIET = List.of("io.netty", "io.vertx", "sun.net", "org.sqlite", "reactor");

    /**
     * These tell every reset connection as an error, with what was on the wire, or every try to reach a database that is away:
     * the exchange tells it already, or the store does, once.
     */
    private static final List<String> SILENT = List.of(
            "io.vertx.core.net.impl.ConnectionBase",
            "io.vertx.core.http.impl.HttpClientResponseImpl",
            "io.lettuce",
            "com.zaxxer.hikari",
            "org.postgresql");

    private static final int CAPACITY = 1 << 20;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** The logging of this process, as long as logback is what slf4j found. */
    public static Optional<LogLines> current() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                ? Optional.ofNullable((LogLines) context.getObject(LogLines.class.getName()))
                : Optional.empty();
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LineSink sink = LineSink.to(new FileOutputStream(FileDescriptor.err));
        LogLines lines = new LogLines(LineQueue.start(sink, CAPACITY, "piup-log"), new Redactor());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> lines.flush(LAST_WORDS), "piup-log-end"));
        String wanted = Optional.ofNullable(System.getenv(LEVEL)).orElse("info");
        install(context, lines, wanted);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Sends everything from a level on to these lines, and nowhere else. */
    static void install(LoggerContext context, LogLines lines, String wanted) {
        String level = wanted.strip().toLowerCase(Locale.ROOT);
        boolean known = LEVELS.contains(level);
        lines.setContext(context);
        lines.setName("json");
        lines.start();
        context.putObject(LogLines.class.getName(), lines);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(lines);
        root.setLevel(known ? Level.toLevel(level) : Level.INFO);
        for (String name : QUIET) {
            Logger quiet = context.getLogger(name);
            quiet.setLevel(root.getLevel().isGreaterOrEqual(Level.WARN) ? root.getLevel() : Level.WARN);
        }
        SILENT.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
        if (!known) {
            context.getLogger(JsonLogging.class)
                    .warn("{}: '{}' (expected: one of {})", LEVEL, wanted, String.join(", ", LEVELS));
        }
    }
}
