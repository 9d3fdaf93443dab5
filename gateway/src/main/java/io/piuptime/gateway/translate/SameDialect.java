package io.piuptime.gateway.translate;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.Edit;
import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Requests to targets that speak the caller's own dialect: the original bytes with the few that have to change. */
public final class SameDialect {
    private SameDialect() {}

    /**
     * How a target speaks the dialect of an operation, if it does. Where another vendor imitates OpenAI's chat beside its own
     * format, its own says more, and the imitation is not used.
     */
    public static Optional<Speech> speech(Operation operation, Target target) {
        Optional<Speech> same = target.provider().speech(operation.wire());
        if (operation.wire() != Wire.OPENAI_CHAT) {
            return same;
        }
        return operation.topic() == Operation.Topic.CHAT
                ? same.filter(_ -> isOpenAi(target.provider().own().wire()))
                : same.or(() -> target.provider().speech(Wire.OPENAI_RESPONSES));
    }

    private static boolean isOpenAi(Wire wire) {
        return wire == Wire.OPENAI_CHAT || wire == Wire.OPENAI_RESPONSES;
    }

    /** A question whose body is held. */
    public static Outbound.Request of(Dialect dialect, Question question, Target target, Speech speech) {
        return new Outbound.Request(
                speech,
                path(question, target),
                pieces(dialect, question, target),
                Outbound.Headers.CALLERS,
                new AsTheyCome(dialect, question.operation(), question.facts().usageAsked()),
                List.of());
    }

    /** A request whose body passes through. */
    public static Outbound.Request passing(Dialect dialect, Operation operation, boolean usageAsked, Speech speech) {
        return new Outbound.Request(
                speech,
                operation.pathBelowVersion(),
                List.of(),
                Outbound.Headers.CALLERS,
                new AsTheyCome(dialect, operation, usageAsked),
                List.of());
    }

    private static String path(Question question, Target target) {
        String path = question.operation().pathBelowVersion(PathSegment.of(target.upstreamModel()));
        return question.query().isEmpty() ? path : path + "?" + question.query();
    }

    private static List<Bytes> pieces(Dialect dialect, Question question, Target target) {
        var facts = question.facts();
        Bytes body = question.body();
        List<Edit> edits = new ArrayList<>(2);
        if (facts.namesModelInBody() && !target.upstreamModel().equals(facts.model())) {
            edits.add(new Edit(facts.modelFrom(), facts.modelTo(), dialect.modelValue(target.upstreamModel(), true)));
        }
        if (facts.stream() && !facts.usageAsked() && target.provider().asksUsage()) {
            facts.askUsage().ifPresent(edits::add);
        }
        edits.sort(Comparator.comparingInt(Edit::from));
        List<Bytes> pieces = new ArrayList<>(2 * edits.size() + 1);
        int at = body.from();
        for (Edit edit : edits) {
            pieces.add(new Bytes(body.array(), at, body.from() + edit.from()));
            pieces.add(edit.replacement());
            at = body.from() + edit.to();
        }
        pieces.add(new Bytes(body.array(), at, body.to()));
        return pieces;
    }

    /** Answers that are only read along, and go on byte for byte. */
    private record AsTheyCome(Dialect dialect, Operation operation, boolean usageAsked) implements Replies {
        @Override
        public boolean isStream(String mediaType) {
            return mediaType.startsWith("text/event-stream");
        }

        @Override
        public String streamType() {
            return "text/event-stream";
        }

        @Override
        public ReplyStream stream(ReplyStream.Sink sink) {
            return dialect.stream(usageAsked, sink);
        }

        @Override
        public Whole whole(int status, Bytes body) {
            return new Whole(body, dialect.report(operation, body));
        }

        @Override
        public ErrorWords words(Bytes body) {
            return dialect.words(body);
        }

        @Override
        public Optional<ReplyMeter> meter() {
            return Optional.of(dialect.meter(operation));
        }
    }
}
