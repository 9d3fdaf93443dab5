package io.piuptime.dialects.resume;

import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Output;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.Part;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with what was told, once another answer has said all of it again. An answer that says anything else, or less, is
 * left: its caller would get a text that no model has written.
 */
public final class Resumption implements EventWriter {
    private final ToldText told;
    private final ReplyStream.Sink sink;
    private int at;
    private boolean through;
    private ChatEvent.@Nullable Used used;

    /**
     * Begins to compare.
     *
     * @param sink gets empty runs while the answer repeats what was told
     */
    public Resumption(ToldText told, ReplyStream.Sink sink) {
        this.told = told;
        this.sink = sink;
    }

    @Override
    public void write(ChatEvent event, Output out) {
        if (told.isContradicted()) {
            return;
        }
        if (through) {
            told.write(event, out);
            return;
        }
        switch (event) {
            case ChatEvent.Started _ -> {
                if (!told.isStarted()) {
                    told.write(event, out);
                }
            }
            case ChatEvent.Used usage -> used = usage;
            case ChatEvent.PartStarted opened -> open(opened, out);
            case ChatEvent.Piece piece -> repeat(piece, out);
            case ChatEvent.PartEnded _ -> {
                if (said() && told.isPartEnded()) {
                    through = true;
                } else {
                    goOn(event, out);
                }
            }
            case ChatEvent.Finished _, ChatEvent.Ended _ -> goOn(event, out);
            case ChatEvent.Failed _ -> told.write(event, out);
            case ChatEvent.SummaryPiece _, ChatEvent.Signed _, ChatEvent.Cited _, ChatEvent.Likely _ ->
                told.contradict();
        }
    }

    private void open(ChatEvent.PartStarted opened, Output out) {
        if (told.part().isEmpty()) {
            goOn(opened, out);
        } else if (opened.choice() == 0
                && opened.part() == told.part().get()
                && ToldText.isPlainText(opened.opening())) {
            repeat(new ChatEvent.Piece(0, opened.part(), ((Part.Text) opened.opening()).text()), out);
        } else {
            told.contradict();
        }
    }

    private void repeat(ChatEvent.Piece piece, Output out) {
        int repeated = told.repeated(at, piece.text());
        if (repeated < 0
                || piece.choice() != 0
                || !told.part().filter(part -> part == piece.part()).isPresent()) {
            told.contradict();
            return;
        }
        at += repeated;
        if (repeated > 0) {
            sink.frames(Bytes.EMPTY, true);
        }
        if (repeated == piece.text().length()) {
            return;
        }
        if (told.isPartEnded()) {
            told.contradict();
            return;
        }
        goOn(new ChatEvent.Piece(0, piece.part(), piece.text().substring(repeated)), out);
    }

    /** What comes is new, if everything that was told has come again. */
    private void goOn(ChatEvent event, Output out) {
        if (!said()) {
            told.contradict();
            return;
        }
        through = true;
        if (used != null) {
            told.write(used, out);
        }
        told.write(event, out);
    }

    private boolean said() {
        return at == told.length();
    }
}
