package io.piuptime.dialects.relay;

import io.piuptime.dialects.chat.FinishWords;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.Part;
import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;

/** What was heard of one streamed answer so far. Used by one exchange, on one thread. */
public final class Heard {
    private Tokens reported = Tokens.NONE;
    private long pieces;
    private String finishReason = "";
    private boolean finished;
    private boolean ended;
    private boolean contentSeen;
    private Optional<ChatError> error = Optional.empty();

    /** Notes an event. */
    public void hear(ChatEvent event) {
        switch (event) {
            case ChatEvent.Used used -> reported = tokens(used.usage());
            case ChatEvent.Finished end -> {
                finished = true;
                contentSeen = true;
                finishReason = FinishWords.of(end.reason().kind());
            }
            case ChatEvent.Ended _ -> {
                ended = true;
                contentSeen = true;
            }
            case ChatEvent.Failed failed -> error = Optional.of(failed.error());
            case ChatEvent.PartStarted started -> contentSeen |= says(started.opening());
            case ChatEvent.Piece piece -> piece(piece.text());
            case ChatEvent.SummaryPiece piece -> piece(piece.text());
            case ChatEvent.Signed _ -> contentSeen = true;
            case ChatEvent.Started _, ChatEvent.Cited _, ChatEvent.Likely _, ChatEvent.PartEnded _ -> {}
        }
    }

    /** The reported tokens, or how many pieces came, or nothing. */
    public Tokens tokens() {
        return reported.source() == Tokens.Source.UNKNOWN && pieces > 0
                ? new Tokens(0, pieces, 0, 0, Tokens.Source.COUNTED)
                : reported;
    }

    /** The last finish reason in the field's words, or empty. */
    public String finishReason() {
        return finishReason;
    }

    /** Whether anything of the answer proper was there. */
    public boolean hasContent() {
        return contentSeen;
    }

    public boolean isFinished() {
        return finished;
    }

    public boolean hasEnded() {
        return ended;
    }

    /** What the provider reported instead of going on. */
    public Optional<ChatError> error() {
        return error;
    }

    /** Usage of a whole reply in the form of records, with the service that it names. */
    public static Tokens tokens(ChatReply reply) {
        Tokens tokens = reply.usage().map(Heard::tokens).orElse(Tokens.NONE);
        return reply.serviceTier().map(Service::told).map(tokens::servedAs).orElse(tokens);
    }

    /** Usage in the form of records. */
    public static Tokens tokens(ChatUsage usage) {
        return new Tokens(
                Math.max(0, usage.input()),
                Math.max(0, usage.output()),
                Math.max(0, usage.cached()),
                Math.max(0, usage.reasoning()),
                new Tokens.Details(
                        Math.max(0, usage.written()),
                        Math.max(0, usage.writtenHour()),
                        Math.max(0, usage.audioInput()),
                        0,
                        Math.max(0, usage.audioOutput()),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        Service.STANDARD),
                Tokens.Source.REPORTED);
    }

    private void piece(String text) {
        if (!text.isEmpty()) {
            contentSeen = true;
            pieces++;
        }
    }

    private static boolean says(Part opening) {
        return switch (opening) {
            case Part.Text text -> !text.text().isEmpty();
            case Part.Reasoning thought ->
                !thought.text().isEmpty() || thought.sealed().isPresent();
            case Part.ToolCall _, Part.Media _, Part.ToolResult _, Part.Native _ -> true;
            case Part.Refusal refusal -> !refusal.text().isEmpty();
        };
    }
}
