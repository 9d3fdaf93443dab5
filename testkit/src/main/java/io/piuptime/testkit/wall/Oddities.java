package io.piuptime.testkit.wall;

import io.piuptime.testkit.wall.Refusals.Refusal;
import io.piuptime.testkit.wall.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Streams that go wrong in ways of their own; asked for no stream, they stream all the same. */
final class Oddities {
    private static final int TOKENS_BEFORE = 20;
    private static final int LINE_PIECES = 32;
    private static final String PIECE = "x".repeat(1 << 16);

    private Oddities() {}

    /** What comes after a stream's head and its first event without content; returns whether the connection goes on. */
    @FunctionalInterface
    private interface Rest {
        boolean send(Visit visit, Line line, ChatReply reply) throws IOException;
    }

    /** An error where the first token should be. */
    static Fault errorFirst(Refusal refusal) {
        return stream("an error before the first token: " + refusal.code(), (visit, line, reply) -> {
            line.event(refusal.body());
            line.streamEnd();
            return true;
        });
    }

    /** An error after some tokens. */
    static Fault errorInside(Refusal refusal) {
        return stream("an error inside: " + refusal.code(), (visit, line, reply) -> {
            tokens(line, reply, SixtyWords.words().subList(0, TOKENS_BEFORE));
            line.event(refusal.body());
            line.streamEnd();
            return true;
        });
    }

    /** Sends the client to another host. */
    static Fault redirect() {
        return visit -> {
            visit.attempt().did("302");
            visit.line().json(302, "Location: http://localhost:1/elsewhere\r\n", "{}");
            return true;
        };
    }

    /** A letter from time to time, for as long as silence lasts, then a cut. */
    static Fault dribble() {
        return stream("one letter at a time", (visit, line, reply) -> {
            int letter = 0;
            for (long left = beats(visit);
                    left > 0 && visit.waits(visit.timing().retryAfter());
                    left--) {
                int at = letter++ % SixtyWords.TEXT.length();
                line.event(reply.token(SixtyWords.TEXT.substring(at, at + 1)));
            }
            line.cut();
            return false;
        });
    }

    /** Signs of life without a token, for as long as silence lasts, then a cut. */
    static Fault pings() {
        return stream("nothing but comments", (visit, line, reply) -> {
            for (long left = beats(visit);
                    left > 0 && visit.waits(visit.timing().retryAfter());
                    left--) {
                line.send("9\r\n: alive\n\n\r\n");
            }
            line.cut();
            return false;
        });
    }

    /** Two MiB without the end of a line, then a cut. */
    static Fault endlessLine() {
        return stream("a line of 2 MiB", (visit, line, reply) -> {
            line.send(Integer.toHexString(6) + "\r\ndata: \r\n");
            for (int i = 0; i < LINE_PIECES; i++) {
                line.send(Integer.toHexString(PIECE.length()) + "\r\n" + PIECE + "\r\n");
            }
            line.cut();
            return false;
        });
    }

    /** A whole answer with a usage that is negative, huge and no number. */
    static Fault oddUsage() {
        return stream("odd usage", (visit, line, reply) -> {
            tokens(line, reply, SixtyWords.words());
            line.event(reply.end());
            line.event(reply.oddUsage());
            line.event("[DONE]");
            line.streamEnd();
            return true;
        });
    }

    /** Half of a tool's arguments, then a cut. */
    static Fault toolCut() {
        return stream("a tool's arguments cut", (visit, line, reply) -> {
            line.event(reply.toolPiece("{\"where\": \"Par"));
            line.cut();
            return false;
        });
    }

    /** A whole answer and then a second one that nobody asked for, on the same connection. */
    static Fault afterEnd() {
        return stream("a second answer behind the first", (visit, line, reply) -> {
            tokens(line, reply, SixtyWords.words());
            line.event(reply.end());
            line.event("[DONE]");
            line.event(reply.token(" words after the end"));
            line.streamEnd();
            line.json(200, "", reply.whole("words of somebody else", 4));
            return true;
        });
    }

    private static Fault stream(String what, Rest rest) {
        return visit -> {
            visit.attempt().did("200 stream, " + what);
            ChatReply reply = new ChatReply(visit);
            visit.line().streamHead();
            visit.line().event(reply.start());
            return rest.send(visit, visit.line(), reply);
        };
    }

    private static void tokens(Line line, ChatReply reply, List<String> words) throws IOException {
        for (int i = 0; i < words.size(); i++) {
            line.event(reply.token((i > 0 ? " " : "") + words.get(i)));
        }
    }

    private static long beats(Visit visit) {
        Duration beat = visit.timing().retryAfter();
        return Math.max(1, visit.timing().silence().dividedBy(beat));
    }
}
