package io.piuptime.gateway.translate;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Dialect;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import java.util.Map;
import java.util.Optional;

/** The dialects that callers may speak. */
public final class Dialects {
    private final Map<Wire, Dialect> byWire;

    /** OpenAI's must be among them: it answers where nobody knows what is spoken. */
    public Dialects(Map<Wire, Dialect> byWire) {
        this.byWire = Map.copyOf(byWire);
        requireNonNull(this.byWire.get(Wire.OPENAI_CHAT), "openai-chat");
    }

    /** The dialect of a wire format, if callers may speak it. */
    public Optional<Dialect> of(Wire wire) {
        return Optional.ofNullable(byWire.get(wire));
    }

    /** The dialect of whoever asks for an operation or, if there is none at that path, of whoever asks there. */
    public Dialect of(Optional<Operation> operation, String path) {
        Wire wire = operation.map(Operation::wire).orElseGet(() -> at(path));
        return of(wire).orElseThrow(() -> new IllegalStateException("dialect of '" + path + "': none (expected: one)"));
    }

    private static Wire at(String path) {
        if (path.startsWith("/v1beta/")) {
            return Wire.GEMINI;
        }
        return path.startsWith("/v1/messages") ? Wire.ANTHROPIC_MESSAGES : Wire.OPENAI_CHAT;
    }
}
