package io.piuptime.dialects.resume;

import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Output;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.translate.Told;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.Part;
import java.util.Optional;

/**
 * The text that a caller has got, and the writer that wrote it and can write on. It stands before that writer and notes what
 * passes.
 */
public final class ToldText implements Told, EventWriter {
    /** Characters that are kept; who told more is not gone on with. */
    static final int MOST = 1 << 20;

    private final EventWriter writer;
    private final boolean hasComments;
    private final StringBuilder text = new StringBuilder();
    private boolean started;
    private int part = -1;
    private boolean partEnded;
    private boolean plain = true;
    private boolean contradicted;

    /**
     * Nothing is told yet.
     *
     * @param writer of the caller's dialect
     * @param hasComments whether that dialect's streams may bear comments
     */
    public ToldText(EventWriter writer, boolean hasComments) {
        this.writer = writer;
        this.hasComments = hasComments;
    }

    @Override
    public boolean isResumable() {
        return plain && !contradicted;
    }

    @Override
    public boolean isContradicted() {
        return contradicted;
    }

    @Override
    public Bytes remark(String remark) {
        return hasComments ? Bytes.utf8(": " + remark + "\n\n") : Bytes.EMPTY;
    }

    /** Writes an event and notes it. An error is not written while another answer may still go on. */
    @Override
    public void write(ChatEvent event, Output out) {
        if (event instanceof ChatEvent.Failed && isResumable()) {
            return;
        }
        note(event);
        writer.write(event, out);
    }

    /** It is not known any more what the caller has got. */
    void lose() {
        plain = false;
        text.setLength(0);
        text.trimToSize();
    }

    void contradict() {
        contradicted = true;
    }

    boolean isStarted() {
        return started;
    }

    /** The number of the part that the text stands in; empty as long as there is none. */
    Optional<Integer> part() {
        return part < 0 ? Optional.empty() : Optional.of(part);
    }

    boolean isPartEnded() {
        return partEnded;
    }

    int length() {
        return text.length();
    }

    /** How many characters of a piece repeat what was told from there on; -1 if it says something else. */
    int repeated(int from, String piece) {
        int count = Math.min(piece.length(), text.length() - from);
        for (int i = 0; i < count; i++) {
            if (text.charAt(from + i) != piece.charAt(i)) {
                return -1;
            }
        }
        return count;
    }

    private void note(ChatEvent event) {
        switch (event) {
            case ChatEvent.Started _ -> started = true;
            case ChatEvent.PartStarted opened -> open(opened);
            case ChatEvent.Piece piece -> {
                if (piece.choice() == 0 && piece.part() == part && !partEnded) {
                    keep(piece.text());
                } else {
                    lose();
                }
            }
            case ChatEvent.PartEnded _ -> partEnded = true;
            case ChatEvent.Used _, ChatEvent.Failed _ -> {}
            case ChatEvent.SummaryPiece _,
                    ChatEvent.Signed _,
                    ChatEvent.Cited _,
                    ChatEvent.Likely _,
                    ChatEvent.Finished _,
                    ChatEvent.Ended _ -> lose();
        }
    }

    private void open(ChatEvent.PartStarted opened) {
        if (part < 0 && opened.choice() == 0 && isPlainText(opened.opening())) {
            part = opened.part();
            keep(((Part.Text) opened.opening()).text());
        } else {
            lose();
        }
    }

    static boolean isPlainText(Part opening) {
        return opening instanceof Part.Text said && said.citations().isEmpty();
    }

    private void keep(String piece) {
        if (plain && text.length() + piece.length() <= MOST) {
            text.append(piece);
        } else {
            lose();
        }
    }
}
