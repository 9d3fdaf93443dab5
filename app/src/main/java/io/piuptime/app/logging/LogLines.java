package io.piuptime.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.piuptime.observe.JsonLine;
import io.piuptime.observe.LineQueue;
import io.piuptime.observe.Redactor;
import java.time.Duration;
import java.util.Locale;

/** Writes log events as JSON lines into a bounded queue. With no room left, a line is dropped and counted. */
public final class LogLines extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final JsonLine.Name TIME = new JsonLine.Name("time");
    private static final JsonLine.Name LEVEL = new JsonLine.Name("level");
    private static final JsonLine.Name LOGGER = new JsonLine.Name("logger");
    private static final JsonLine.Name MESSAGE = new JsonLine.Name("message");
    private static final JsonLine.Name THREAD = new JsonLine.Name("thread");
    private static final JsonLine.Name ERROR = new JsonLine.Name("error");

    private static final int MAX_NAME = 256;
    private static final int MAX_MESSAGE = 8 << 10;
    private static final int MAX_ERROR = 16 << 10;
    /** Longer texts are cut before they are scrubbed; far behind what is shown, so that no half of a secret shows. */
    private static final int MAX_SCRUBBED = 64 << 10;

    private static final int MAX_FRAMES = 30;
    private static final int MAX_CAUSES = 5;

    private final LineQueue queue;
    private final Redactor redactor;

    LogLines(LineQueue queue, Redactor redactor) {
        this.queue = queue;
        this.redactor = redactor;
    }

    /** The scrubber of log lines; who loads secrets tells it about them. */
    public Redactor redactor() {
        return redactor;
    }

    /** Lines that were not written. */
    public long dropped() {
        return queue.dropped();
    }

    /** Waits until what was logged before is written; false when that took too long. */
    public boolean flush(Duration patience) {
        return queue.flush(patience);
    }

    @Override
    protected void append(ILoggingEvent event) {
        JsonLine line = new JsonLine().begin();
        line.time(TIME, event.getInstant())
                .text(LEVEL, event.getLevel().toString().toLowerCase(Locale.ROOT), MAX_NAME)
                .text(LOGGER, event.getLoggerName(), MAX_NAME)
                .text(MESSAGE, scrub(String.valueOf(event.getFormattedMessage())), MAX_MESSAGE)
                .text(THREAD, event.getThreadName(), MAX_NAME);
        if (event.getThrowableProxy() != null) {
            line.text(ERROR, scrub(stack(event.getThrowableProxy())), MAX_ERROR);
        }
        line.end();
        queue.offer(line.array(), line.length());
    }

    private String scrub(String text) {
        return redactor.scrub(text.length() <= MAX_SCRUBBED ? text : text.substring(0, MAX_SCRUBBED));
    }

    private static String stack(IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder();
        IThrowableProxy cause = thrown;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            text.append(i == 0 ? "" : "\ncaused by ").append(cause.getClassName());
            if (cause.getMessage() != null) {
                text.append(": ").append(cause.getMessage());
            }
            frames(text, cause);
            cause = cause.getCause();
        }
        return text.toString();
    }

    private static void frames(StringBuilder text, IThrowableProxy thrown) {
        var frames = thrown.getStackTraceElementProxyArray();
        int own = frames.length - thrown.getCommonFrames();
        for (int i = 0; i < Math.min(own, MAX_FRAMES); i++) {
            text.append("\n  at ").append(frames[i].getStackTraceElement());
        }
        if (own > MAX_FRAMES) {
            text.append("\n  and ").append(own - MAX_FRAMES).append(" more");
        }
    }
}
