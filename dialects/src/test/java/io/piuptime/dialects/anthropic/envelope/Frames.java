package io.piuptime.dialects.anthropic.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;

/** Messages in AWS's framing, written by hand. */
final class Frames {
    private static final byte TEXT = 7;

    private Frames() {}

    static byte[] event(String type, String payload) {
        return frame(List.of(header(":message-type", "event"), header(":event-type", type)), payload);
    }

    static byte[] exception(String type, String payload) {
        return frame(List.of(header(":message-type", "exception"), header(":exception-type", type)), payload);
    }

    static byte[] all(List<byte[]> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] header(String name, String value) {
        byte[] nameBytes = name.getBytes(UTF_8);
        byte[] valueBytes = value.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + nameBytes.length + 1 + 2 + valueBytes.length)
                .put((byte) nameBytes.length)
                .put(nameBytes)
                .put(TEXT)
                .putShort((short) valueBytes.length)
                .put(valueBytes)
                .array();
    }

    private static byte[] frame(List<byte[]> headers, String payload) {
        byte[] head = all(headers);
        byte[] body = payload.getBytes(UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(16 + head.length + body.length)
                .putInt(16 + head.length + body.length)
                .putInt(head.length);
        frame.putInt(crc(frame.array(), 8)).put(head).put(body);
        return frame.putInt(crc(frame.array(), frame.position())).array();
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
