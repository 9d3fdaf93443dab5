package io.piuptime.gateway.directory.codec;

import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A change as bytes, as it lies in memory and in the replica's file: the kind's code, a flag for removal, the sequence, the
 * version, the length of the id, the id, and the body of the entry unless it was removed.
 */
public final class PackedChange {
    /** Bytes before the id. */
    public static final int HEAD = 16;

    private static final int REMOVED_AT = 1;
    private static final int SEQUENCE_AT = 2;
    private static final int VERSION_AT = 10;
    private static final int ID_LENGTH_AT = 14;
    /** By their codes. */
    private static final List<Optional<Kind>> KINDS =
            IntStream.range(0, 256).mapToObj(code -> Kind.of((char) code)).toList();

    private static final int LONGEST_ID = 0xFFFF;

    private final byte[] bytes;

    /**
     * The change in these bytes, which nobody changes any more.
     *
     * @throws IllegalArgumentException when they are none
     */
    public PackedChange(byte[] bytes) {
        this.bytes = bytes;
        if (bytes.length < HEAD || bytes.length < HEAD + idLength() || sequence() < 1 || version() < 1) {
            throw new IllegalArgumentException("change: " + bytes.length + " bytes (expected: those of a change)");
        }
    }

    public static PackedChange of(Change change) {
        byte[] id = idBytes(change.id());
        if (id.length > LONGEST_ID) {
            throw new IllegalArgumentException("id: " + id.length + " bytes (expected: at most " + LONGEST_ID + ")");
        }
        byte[] body = change.entry().map(EntryCodec::write).orElse(new byte[0]);
        ByteBuffer out = ByteBuffer.allocate(HEAD + id.length + body.length)
                .put((byte) change.kind().code())
                .put((byte) (change.entry().isPresent() ? 0 : 1))
                .putLong(change.sequence())
                .putInt(Math.toIntExact(change.version()))
                .putShort((short) id.length)
                .put(id)
                .put(body);
        return new PackedChange(out.array());
    }

    /** The same with the sequence and the version of another one. */
    public PackedChange numbered(PackedChange other) {
        byte[] copy = bytes.clone();
        System.arraycopy(other.bytes, SEQUENCE_AT, copy, SEQUENCE_AT, ID_LENGTH_AT - SEQUENCE_AT);
        return new PackedChange(copy);
    }

    /** An id as it lies in the bytes. */
    public static byte[] idBytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes of the id behind a head that begins with these. */
    public static int idLength(byte high, byte low) {
        return ((high & 0xFF) << 8) | (low & 0xFF);
    }

    public byte[] bytes() {
        return bytes;
    }

    public byte kindCode() {
        return bytes[0];
    }

    /** Its kind, if this program knows it. */
    public Optional<Kind> kind() {
        return KINDS.get(bytes[0] & 0xFF);
    }

    public boolean removed() {
        return bytes[REMOVED_AT] != 0;
    }

    public long sequence() {
        return ByteBuffer.wrap(bytes).getLong(SEQUENCE_AT);
    }

    public long version() {
        return ByteBuffer.wrap(bytes).getInt(VERSION_AT);
    }

    public byte[] idBytes() {
        return Arrays.copyOfRange(bytes, HEAD, HEAD + idLength());
    }

    public String id() {
        return new String(bytes, HEAD, idLength(), StandardCharsets.UTF_8);
    }

    /** The entry; empty if it was removed, or if a newer program wrote it and this one does not understand it. */
    public Optional<Entry> entry() {
        Optional<Kind> kind = kind();
        if (removed() || kind.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(EntryCodec.read(kind.get(), Arrays.copyOfRange(bytes, HEAD + idLength(), bytes.length)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private int idLength() {
        return idLength(bytes[ID_LENGTH_AT], bytes[ID_LENGTH_AT + 1]);
    }
}
