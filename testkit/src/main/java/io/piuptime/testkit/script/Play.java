package io.piuptime.testkit.script;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.raw.Header;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a script comes down to for one request: a head, pieces of a body, an end.
 *
 * @param delay before anything is sent
 * @param head how the reply starts
 * @param status of the head, if there is one
 * @param pieces sent one by one
 * @param gap between two pieces
 * @param stale whether the connection is closed when its next request comes
 */
public record Play(
        Duration delay,
        Start head,
        int status,
        List<Header> headers,
        List<Buffer> pieces,
        Duration gap,
        Ending ending,
        boolean stale) {
    /** How a reply starts. */
    public enum Start {
        HEAD,
        /** The pieces are bytes of the connection, whatever they mean. */
        RAW,
        NOTHING
    }

    public Play {
        requireNonNull(delay, "delay");
        requireNonNull(head, "head");
        headers = List.copyOf(headers);
        requireNonNull(pieces, "pieces");
        requireNonNull(gap, "gap");
        requireNonNull(ending, "ending");
    }

    public static Play of(Script script, Asked asked) {
        return switch (script) {
            case Script.Answer answer -> answer(answer);
            case Script.Chat chat ->
                asked.stream()
                        ? reply(200, Sse.HEADERS, ChatBody.frames(chat, asked), chat.gap())
                        : answer(new Script.Answer(200, List.of(json()), ChatBody.json(chat, asked)));
            case Script.Stream stream ->
                reply(
                        stream.status(),
                        stream.headers(),
                        stream.chunk() == 0 ? stream.frames() : recut(stream.frames(), stream.chunk()),
                        stream.gap());
            case Script.Raw raw ->
                new Play(
                        Duration.ZERO,
                        Start.RAW,
                        0,
                        List.of(),
                        List.of(raw.bytes()),
                        Duration.ZERO,
                        raw.ending(),
                        false);
            case Script.Flood flood -> flood(flood);
            case Script.Cut cut -> cut(of(cut.of(), asked), cut);
            case Script.Late late -> {
                Play play = of(late.of(), asked);
                yield play.with(late.delay().plus(play.delay()), play.stale());
            }
            case Script.Zipped zipped -> Zip.of(of(zipped.of(), asked));
            case Script.Early early -> of(early.of(), asked);
            case Script.Stale stale -> {
                Play play = of(stale.of(), asked);
                yield play.with(play.delay(), true);
            }
        };
    }

    Play with(List<Header> newHeaders, List<Buffer> newPieces, Ending newEnding) {
        return new Play(delay, head, status, newHeaders, newPieces, gap, newEnding, stale);
    }

    private Play with(Duration newDelay, boolean newStale) {
        return new Play(newDelay, head, status, headers, pieces, gap, ending, newStale);
    }

    private static Play answer(Script.Answer answer) {
        boolean framed = Header.first(answer.headers(), "content-length").isPresent()
                || Header.first(answer.headers(), "transfer-encoding").isPresent()
                || answer.status() == 204
                || answer.status() == 304;
        List<Header> headers = new ArrayList<>(answer.headers());
        if (!framed) {
            headers.add(
                    new Header("content-length", String.valueOf(answer.body().length())));
        }
        return reply(
                answer.status(),
                headers,
                answer.body().length() == 0 ? List.of() : List.of(answer.body()),
                Duration.ZERO);
    }

    private static Play flood(Script.Flood flood) {
        long pieces = Math.max(1, flood.bytes() / flood.pattern().length());
        return reply(
                200,
                List.of(new Header("content-type", flood.contentType())),
                Collections.nCopies(Math.toIntExact(pieces), flood.pattern()),
                Duration.ZERO);
    }

    private static Play reply(int status, List<Header> headers, List<Buffer> pieces, Duration gap) {
        return new Play(Duration.ZERO, Start.HEAD, status, headers, pieces, gap, Ending.COMPLETE, false);
    }

    private static Play cut(Play play, Script.Cut cut) {
        List<Buffer> kept = new ArrayList<>();
        long left = cut.bytes();
        for (Buffer piece : play.pieces()) {
            if (kept.size() >= cut.pieces() || left <= 0) {
                break;
            }
            kept.add(piece.length() <= left ? piece : piece.slice(0, (int) left));
            left -= piece.length();
        }
        return new Play(
                play.delay(),
                cut.pieces() < 0 ? Start.NOTHING : play.head(),
                play.status(),
                play.headers(),
                kept,
                play.gap(),
                cut.ending(),
                play.stale());
    }

    private static List<Buffer> recut(List<Buffer> frames, int chunk) {
        Buffer all = Buffer.buffer();
        frames.forEach(all::appendBuffer);
        List<Buffer> pieces = new ArrayList<>();
        for (int at = 0; at < all.length(); at += chunk) {
            pieces.add(all.slice(at, Math.min(all.length(), at + chunk)));
        }
        return pieces;
    }

    private static Header json() {
        return new Header("content-type", "application/json");
    }
}
