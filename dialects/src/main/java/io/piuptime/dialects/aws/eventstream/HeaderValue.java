package io.piuptime.dialects.aws.eventstream;

import java.time.Instant;
import java.util.UUID;

/** What a header of a message holds: one of ten types on the wire, of which true and false are one here. */
public sealed interface HeaderValue {
    /** Yes or no. */
    record Flag(boolean value) implements HeaderValue {}

    /** Eight bits, signed. */
    record Int8(byte value) implements HeaderValue {}

    /** Sixteen bits, signed. */
    record Int16(short value) implements HeaderValue {}

    /** Thirty-two bits, signed. */
    record Int32(int value) implements HeaderValue {}

    /** Sixty-four bits, signed. */
    record Int64(long value) implements HeaderValue {}

    /** Bytes, as hexadecimal digits. */
    record Binary(String hex) implements HeaderValue {}

    /** A text. */
    record Text(String value) implements HeaderValue {}

    /** A moment, to the millisecond. */
    record Timestamp(Instant value) implements HeaderValue {}

    /** A universally unique id. */
    record Uuid(UUID value) implements HeaderValue {}
}
