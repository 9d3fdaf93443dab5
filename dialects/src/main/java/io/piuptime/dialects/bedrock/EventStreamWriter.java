package io.piuptime.dialects.bedrock;

import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;

/** Frames JSON as messages of an AWS event stream: two lengths, their checksum, headers, payload and the checksum of it all. */
final class EventStreamWriter {
    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;
    /** A header whose value is a text. */
    private static final int TEXT = 7;

    private final CRC32 crc = new CRC32();

    /** An event, such as {@code messageStart}. */
    void event(String type, JsonNode payload, Output out) {
        message("event", ":event-type", type, payload, out);
    }

    /** An exception, which ends the stream. */
    void exception(String type, JsonNode payload, Output out) {
        message("exception", ":exception-type", type, payload, out);
    }

    private void message(String kind, String typeHeader, String type, JsonNode payload, Output out) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        header(headers, typeHeader, type);
        header(headers, ":content-type", "application/json");
        header(headers, ":message-type", kind);
        byte[] body = Trees.bytes(payload);
        int length = PRELUDE + headers.size() + body.length + CHECKSUM;
        byte[] bytes = new byte[length];
        ByteBuffer message = ByteBuffer.wrap(bytes);
        message.putInt(length).putInt(headers.size());
        message.putInt(checksum(bytes, message.position()));
        message.put(headers.toByteArray()).put(body);
        message.putInt(checksum(bytes, message.position()));
        out.raw(bytes);
    }

    private int checksum(byte[] bytes, int length) {
        crc.reset();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static void header(ByteArrayOutputStream to, String name, String value) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
        to.write(nameBytes.length);
        to.writeBytes(nameBytes);
        to.write(TEXT);
        to.write(valueBytes.length >> 8);
        to.write(valueBytes.length);
        to.writeBytes(valueBytes);
    }
}
