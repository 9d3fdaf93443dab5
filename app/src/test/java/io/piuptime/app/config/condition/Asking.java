package io.piuptime.app.config.condition;

import io.piuptime.model.routing.Facts;
import io.piuptime.model.routing.VisibleHeaders;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An exchange that is made up. */
record Asking(Map<String, String> headers, long bytes, Instant now) implements Facts {
    static final Asking USUAL =
            new Asking(Map.of("x-team", "search", "x-number", "7"), 4_000, Instant.parse("2026-07-01T07:30:00Z"));

    Asking at(String moment) {
        return new Asking(headers, bytes, Instant.parse(moment));
    }

    Asking with(String header, String value) {
        return new Asking(Map.of(header, value), bytes, now);
    }

    @Override
    public String model() {
        return "gpt-mini";
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/v1/chat/completions";
    }

    @Override
    public String priority() {
        return "interactive";
    }

    @Override
    public boolean stream() {
        return true;
    }

    @Override
    public long promptTokens() {
        return bytes / 4;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).filter(value -> VisibleHeaders.isVisible(name, value));
    }

    @Override
    public String callerKey() {
        return "k1";
    }

    @Override
    public String callerName() {
        return "nightly batch";
    }

    @Override
    public String callerAddress() {
        return "10.1.2.3";
    }
}
