package io.piuptime.testkit.script;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.CRC32;

/** Writes one message of an AWS event stream, as Bedrock sends them. */
public final class AwsEvent {
    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;

    private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
    private byte[] payload = {};

    /** An event of this name with a JSON text. */
    public static AwsEvent json(String type, String json) {
        return new AwsEvent()
                .text(":event-type", type)
                .text(":content-type", "application/json")
                .text(":message-type", "event")
                .payload(json.getBytes(StandardCharsets.UTF_8));
    }

    /** An exception of this name with a JSON text. */
    public static AwsEvent exception(String type, String json) {
        return new AwsEvent()
                .text(":exception-type", type)
                .text(":content-type", "application/json")
                .text(":message-type", "exception")
                .payload(json.getBytes(StandardCharsets.UTF_8));
    }

    public AwsEvent flag(String name, boolean value) {
        return header(name, value ? 0 : 1, new byte[0]);
    }

    public AwsEvent int8(String name, byte value) {
        return header(name, 2, new byte[] {value});
    }

    public AwsEvent int16(String name, short value) {
        return header(name, 3, ByteBuffer.allocate(Short.BYTES).putShort(value).array());
    }

    public AwsEvent int32(String name, int value) {
        return header(name, 4, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    public AwsEvent int64(String name, long value) {
        return header(name, 5, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    public AwsEvent binary(String name, byte[] value) {
        return header(name, 6, sized(value));
    }

    public AwsEvent text(String name, String value) {
        return header(name, 7, sized(value.getBytes(StandardCharsets.UTF_8)));
    }

    public AwsEvent timestamp(String name, Instant value) {
        return header(
                name,
                8,
                ByteBuffer.allocate(Long.BYTES).putLong(value.toEpochMilli()).array());
    }

    public AwsEvent uuid(String name, UUID value) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
        bytes.putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return header(name, 9, bytes.array());
    }

    /** A header of any type, its value as it is on the wire. */
    public AwsEvent header(String name, int type, byte[] value) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        headers.write(utf8.length);
        headers.writeBytes(utf8);
        headers.write(type);
        headers.writeBytes(value);
        return this;
    }

    public AwsEvent payload(byte[] bytes) {
        payload = bytes.clone();
        return this;
    }

    /** The message with its lengths and checksums. */
    public byte[] bytes() {
        int length = PRELUDE + headers.size() + payload.length + CHECKSUM;
        ByteBuffer message = ByteBuffer.allocate(length);
        message.putInt(length).putInt(headers.size());
        message.putInt(checksum(message.array(), message.position()));
        message.put(headers.toByteArray()).put(payload);
        return message.putInt(checksum(message.array(), message.position())).array();
    }

    private static int checksum(byte[] array, int length) {
        CRC32 crc = new CRC32();
        crc.update(array, 0, length);
        return (int) crc.getValue();
    }

    private static byte[] sized(byte[] value) {
        return ByteBuffer.allocate(Short.BYTES + value.length)
                .putShort((short) value.length)
                .put(value)
                .array();
    }
}
