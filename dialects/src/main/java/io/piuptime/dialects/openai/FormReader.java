package io.piuptime.dialects.openai;

import io.piuptime.dialects.multipart.BrokenException;
import io.piuptime.dialects.multipart.FieldFinder;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.Optional;

/** Finds the model's name in a form: audio to transcribe, images to edit. */
final class FormReader implements Dialect.MultipartReader {
    private final FieldFinder finder;
    private boolean stream;
    private Optional<RequestFacts> facts = Optional.empty();

    FormReader(String boundary) {
        finder = new FieldFinder(boundary, this::field);
    }

    @Override
    public Optional<RequestFacts> read(Bytes next, boolean last) {
        try {
            finder.feed(next);
        } catch (BrokenException e) {
            throw bad("The body is not multipart: " + e.getMessage() + ".", "invalid_multipart");
        }
        if (facts.isPresent()) {
            return facts.map(found -> new RequestFacts(
                    found.model(), found.modelFrom(), found.modelTo(), stream, true, Optional.empty()));
        }
        if (finder.closed()) {
            throw bad("model: missing (expected: a field with the name of a model).", "missing_model");
        }
        if (last) {
            throw bad("The body ends before its closing boundary.", "invalid_multipart");
        }
        return Optional.empty();
    }

    private void field(String name, String value, long from, long to) {
        switch (name) {
            case "model" -> model(value, from, to);
            case "stream" -> stream = value.equals("true");
            default -> {}
        }
    }

    private void model(String value, long from, long to) {
        if (facts.isPresent()) {
            throw bad("The form has the field 'model' twice (expected: once).", "duplicate_member");
        }
        if (value.isEmpty()) {
            throw bad("model: empty or too long (expected: the name of a model).", "missing_model");
        }
        facts = Optional.of(new RequestFacts(value, (int) from, (int) to, false, true, Optional.empty()));
    }

    private static RefusedException bad(String message, String code) {
        return new RefusedException(new Refusal.BadRequest(message, code, "model"));
    }
}
