package io.piuptime.dialects.aws.eventstream;

import io.piuptime.dialects.aws.eventstream.EventStreamFault.Kind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Reads the headers of one message. */
final class HeaderReader {
    private final ByteBuffer bytes;

    HeaderReader(byte[] array, int from, int length) {
        bytes = ByteBuffer.wrap(array, from, length);
    }

    Map<String, HeaderValue> all() {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        try {
            while (bytes.hasRemaining()) {
                String name = text(bytes.get() & 0xff);
                if (name.isEmpty()) {
                    throw malformed("a header without a name");
                }
                if (headers.putIfAbsent(name, value()) != null) {
                    throw malformed("a header twice");
                }
            }
        } catch (BufferUnderflowException _) {
            throw malformed("a header that ends behind the headers");
        }
        return Collections.unmodifiableMap(headers);
    }

    private HeaderValue value() {
        int type = bytes.get();
        return switch (type) {
            case 0 -> new HeaderValue.Flag(true);
            case 1 -> new HeaderValue.Flag(false);
            case 2 -> new HeaderValue.Int8(bytes.get());
            case 3 -> new HeaderValue.Int16(bytes.getShort());
            case 4 -> new HeaderValue.Int32(bytes.getInt());
            case 5 -> new HeaderValue.Int64(bytes.getLong());
            case 6 -> new HeaderValue.Binary(hex(bytes.getShort() & 0xffff));
            case 7 -> new HeaderValue.Text(text(bytes.getShort() & 0xffff));
            case 8 -> new HeaderValue.Timestamp(Instant.ofEpochMilli(bytes.getLong()));
            case 9 -> new HeaderValue.Uuid(new UUID(bytes.getLong(), bytes.getLong()));
            default -> throw malformed("a header of type " + type);
        };
    }

    private String hex(int length) {
        byte[] value = new byte[available(length)];
        bytes.get(value);
        return HexFormat.of().formatHex(value);
    }

    private String text(int length) {
        ByteBuffer value = bytes.slice(bytes.position(), available(length));
        bytes.position(bytes.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(value).toString();
        } catch (CharacterCodingException _) {
            throw malformed("a text that is not UTF-8");
        }
    }

    private int available(int length) {
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        return length;
    }

    private static EventStreamFault malformed(String what) {
        return new EventStreamFault(Kind.MALFORMED, "event stream: " + what);
    }
}
