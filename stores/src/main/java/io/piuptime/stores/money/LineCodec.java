package io.piuptime.stores.money;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.Entry;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines as bytes: a letter for what it is, then numbers and texts, little-endian. */
final class LineCodec {
    /** More than any line needs: two texts at their longest and some numbers. */
    static final int LONGEST = 4 * 1024;

    private static final int LONGEST_TEXT = 1_024;
    private static final byte BALANCE = 'B';
    private static final byte GRANTED = 'G';
    private static final byte RESERVED = 'R';
    private static final byte SETTLED = 'S';
    private static final byte UNCONFIRMED = 'U';
    private static final byte BEGUN = 'O';
    private static final byte ENDED = 'E';

    private final ByteBuffer out = ByteBuffer.allocate(LONGEST).order(ByteOrder.LITTLE_ENDIAN);

    /** What a file tells of its run, between the lines. */
    sealed interface Mark {
        /** A run began, on a machine since this start of it. */
        record Begun(String boot) implements Mark {}

        /** The run ended well. */
        record Ended() implements Mark {}

        record Line(Entry entry) implements Mark {}
    }

    /** The bytes of a line, until the next call. */
    ByteBuffer bytes(Entry entry) {
        out.clear();
        switch (entry) {
            case Entry.Balance balance -> {
                out.put(BALANCE).putInt(balance.number());
                out.putLong(balance.account().start());
                out.putLong(balance.granted()).putLong(balance.spent()).putLong(balance.unconfirmed());
                text(balance.account().budget());
                text(balance.account().window());
            }
            case Entry.Granted granted ->
                out.put(GRANTED).putInt(granted.account()).putLong(granted.granted());
            case Entry.Reserved reserved -> {
                out.put(RESERVED).putLong(reserved.id());
                for (Entry.Part part : reserved.parts()) {
                    out.putInt(part.account()).putLong(part.micros());
                }
            }
            case Entry.Settled settled -> out.put(SETTLED).putLong(settled.id()).putLong(settled.micros());
            case Entry.Unconfirmed unconfirmed -> out.put(UNCONFIRMED).putLong(unconfirmed.id());
        }
        return out.flip();
    }

    ByteBuffer begun(String boot) {
        out.clear().put(BEGUN);
        text(boot);
        return out.flip();
    }

    ByteBuffer ended() {
        return out.clear().put(ENDED).flip();
    }

    /** Reads bytes; empty if they are no line. */
    static Optional<Mark> read(ByteBuffer bytes) {
        ByteBuffer in = bytes.order(ByteOrder.LITTLE_ENDIAN);
        try {
            return switch (in.get()) {
                case BALANCE -> {
                    int number = in.getInt();
                    long start = in.getLong();
                    long granted = in.getLong();
                    long spent = in.getLong();
                    long unconfirmed = in.getLong();
                    AccountId account = new AccountId(readText(in), readText(in), start);
                    yield line(new Entry.Balance(number, account, granted, spent, unconfirmed));
                }
                case GRANTED -> line(new Entry.Granted(in.getInt(), in.getLong()));
                case RESERVED -> line(new Entry.Reserved(in.getLong(), parts(in)));
                case SETTLED -> line(new Entry.Settled(in.getLong(), in.getLong()));
                case UNCONFIRMED -> line(new Entry.Unconfirmed(in.getLong()));
                case BEGUN -> Optional.of(new Mark.Begun(readText(in)));
                case ENDED -> Optional.of(new Mark.Ended());
                default -> Optional.empty();
            };
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Mark> line(Entry entry) {
        return Optional.of(new Mark.Line(entry));
    }

    private static List<Entry.Part> parts(ByteBuffer in) {
        List<Entry.Part> parts = new ArrayList<>();
        while (in.hasRemaining()) {
            parts.add(new Entry.Part(in.getInt(), in.getLong()));
        }
        return parts;
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "text: " + bytes.length + " bytes (expected: at most " + LONGEST_TEXT + ")");
        }
        out.putShort((short) bytes.length).put(bytes);
    }

    private static String readText(ByteBuffer in) {
        byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
