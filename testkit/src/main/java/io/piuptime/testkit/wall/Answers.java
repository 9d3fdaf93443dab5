package io.piuptime.testkit.wall;

import io.piuptime.testkit.wall.wire.Line;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The sixty words, whole or broken: the faults that begin with status 200. */
enum Answers implements Fault {
    WHOLE,
    SLOW,
    CUT,
    STALL,
    MALFORMED,
    NO_DONE;

    private static final int CUT_AFTER = 40;
    private static final int STALL_AFTER = 20;
    private static final int MALFORMED_AT = 10;
    private static final double BODY_SHARE = 0.6;

    @Override
    public boolean play(Visit visit) throws IOException {
        Optional<List<String>> rest = SixtyWords.after(visit.chat().prefill());
        List<String> words = rest.orElseGet(SixtyWords::words);
        String first = rest.isPresent() ? " " : "";
        visit.attempt().did(action(visit));
        if (visit.chat().stream()) {
            return stream(visit, words, first);
        }
        return plain(visit, first + String.join(" ", words), words.size());
    }

    private String action(Visit visit) {
        String kind = visit.chat().stream() ? "200 stream" : "200";
        Timing timing = visit.timing();
        return switch (this) {
            case WHOLE -> kind;
            case SLOW -> kind + ", first token after " + timing.slowFirst().toMillis() + " ms";
            case CUT -> kind + ", cut";
            case STALL -> kind + ", stalled for " + timing.stall().toMillis() + " ms, then cut";
            case MALFORMED -> kind + ", malformed";
            case NO_DONE -> kind + ", no [DONE]";
        };
    }

    private boolean stream(Visit visit, List<String> words, String first) throws IOException {
        Line line = visit.line();
        line.streamHead();
        if (this == SLOW && !visit.waits(visit.timing().slowFirst())) {
            return leave(visit);
        }
        ChatReply reply = new ChatReply(visit);
        line.event(reply.start());
        for (int i = 0; i < words.size(); i++) {
            if (this == CUT && i == CUT_AFTER) {
                return leave(visit);
            }
            if (this == STALL && i == STALL_AFTER) {
                visit.waits(visit.timing().stall());
                return leave(visit);
            }
            if (this == MALFORMED && i == MALFORMED_AT) {
                line.event("{\"id\": \"spoiled\", \"choices\": [{\"delta\": {\"content\": ");
            }
            line.event(reply.token((i > 0 ? " " : first) + words.get(i)));
            if (!visit.waits(visit.timing().between())) {
                return leave(visit);
            }
        }
        line.event(reply.end());
        if (visit.chat().usage()) {
            line.event(reply.usage(words.size()));
        }
        if (this != NO_DONE) {
            line.event("[DONE]");
        }
        line.streamEnd();
        return true;
    }

    private boolean plain(Visit visit, String text, int tokens) throws IOException {
        Line line = visit.line();
        if (this == SLOW && !visit.waits(visit.timing().slowFirst())) {
            return leave(visit);
        }
        String body = new ChatReply(visit).whole(text, tokens);
        int length = body.length();
        switch (this) {
            case CUT -> {
                line.head(200, "", length);
                line.send(body.substring(0, (int) (length * BODY_SHARE)));
                return leave(visit);
            }
            case STALL -> {
                line.head(200, "", length);
                visit.waits(visit.timing().stall());
                return leave(visit);
            }
            case MALFORMED -> line.json(200, "", body.substring(0, length / 2) + "\"spoiled");
            case WHOLE, SLOW, NO_DONE -> line.json(200, "", body);
        }
        return true;
    }

    private static boolean leave(Visit visit) throws IOException {
        visit.line().cut();
        return false;
    }
}
