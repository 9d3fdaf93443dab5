package io.piuptime.dialects.json;

import io.piuptime.dialects.json.JsonFault.Kind;
import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A strict reader of one JSON text (RFC 8259) in memory: it goes forward only, makes no tree, and checks everything that it
 * passes, skipped values included: grammar, UTF-8, control characters in strings, and nesting up to {@link #MAX_DEPTH}.
 * Escaped lone surrogates pass, for they are valid JSON.
 *
 * <pre>{@code
 * cursor.enterObject();
 * while (cursor.nextMember()) {
 *     if (cursor.keyIs(MODEL)) { … cursor.text() … } else { cursor.skip(); }
 * }
 * cursor.finish();
 * }</pre>
 */
public final class JsonCursor {
    public static final int MAX_DEPTH = 64;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;
    private int depth;
    /** One bit a level: whether its first member or element is still to come. */
    private long fresh;

    private int keyFrom;
    private int keyTo;
    private boolean keyEscaped;
    /** Bytes of the escapes of strings that were passed over. */
    private int escapes;

    private byte[] stem = {};
    private boolean stemSeen;

    /** The kinds of values. */
    public enum Value {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    public JsonCursor(Bytes text) {
        bytes = text.array();
        start = text.from();
        end = text.to();
        at = start;
    }

    /** The place of the cursor, counted from the start of the text. */
    public int offset() {
        return at - start;
    }

    /** The kind of the value ahead, which the cursor then stands on. */
    public Value peek() {
        skipSpace();
        return switch (current()) {
            case '{' -> Value.OBJECT;
            case '[' -> Value.ARRAY;
            case '"' -> Value.STRING;
            case 't' -> Value.TRUE;
            case 'f' -> Value.FALSE;
            case 'n' -> Value.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Value.NUMBER;
            default -> throw fault("a value");
        };
    }

    /** From now on looks out for members, at whatever depth, whose names begin with this or may do so. */
    public void lookOutFor(byte[] ascii) {
        stem = ascii;
    }

    /** Whether there was such a member; false is certain. */
    public boolean cameAcross() {
        return stemSeen;
    }

    public void enterObject() {
        enter('{');
    }

    public void enterArray() {
        enter('[');
    }

    /** Goes to the value of the next member; at the end of the object, leaves it and says false. */
    public boolean nextMember() {
        if (!next('}')) {
            return false;
        }
        if (current() != '"') {
            throw fault("a member's name in quotes");
        }
        keyFrom = at + 1;
        keyEscaped = Strings.UNESCAPED != skipString();
        keyTo = at - 1;
        if (stem.length > 0 && (keyEscaped || keyBeginsWithStem())) {
            stemSeen = true;
        }
        skipSpace();
        expect(':', "':'");
        skipSpace();
        return true;
    }

    /** Goes to the next element; at the end of the array, leaves it and says false. */
    public boolean nextElement() {
        return next(']');
    }

    /** Whether the name of the current member, unescaped, is this one. */
    public boolean keyIs(byte[] ascii) {
        int length = keyTo - keyFrom;
        if (keyEscaped) {
            // no escape is longer than six bytes: names that cannot be this one are not unescaped
            return length <= 6 * ascii.length && key().equals(new String(ascii, StandardCharsets.US_ASCII));
        }
        return length == ascii.length && Arrays.equals(bytes, keyFrom, keyTo, ascii, 0, length);
    }

    /** Whether the name of the current member is written like the one at another place of the text. */
    public boolean keyIsAt(int from, int to) {
        return to - from == keyTo - keyFrom && Arrays.equals(bytes, keyFrom, keyTo, bytes, start + from, start + to);
    }

    public boolean keyIsEscaped() {
        return keyEscaped;
    }

    /** First byte of the name of the current member, without its quote. */
    public int keyFrom() {
        return keyFrom - start;
    }

    /** The byte after the last one of that name. */
    public int keyTo() {
        return keyTo - start;
    }

    /** The name of the current member, unescaped. */
    public String key() {
        return Strings.unescape(bytes, keyFrom, keyTo);
    }

    /** The name at a place of the text that was the current one's, unescaped. */
    public String keyAt(int from, int to) {
        return Strings.unescape(bytes, start + from, start + to);
    }

    /** A string's value, unescaped. */
    public String text() {
        int from = at + 1;
        skipString();
        return Strings.unescape(bytes, from, at - 1);
    }

    /** Passes over a string and says whether it holds nothing. */
    public boolean skipText() {
        int from = at;
        skipString();
        return at - from == 2;
    }

    /**
     * Passes over a string and says how many letters it has, at the least: escapes do not count, nor do long runs of one
     * letter.
     */
    public int letters() {
        int from = at + 1;
        int before = escapes;
        skipString();
        return Math.max(0, Strings.letters(bytes, from, at - 1) - (escapes - before));
    }

    /** Passes over a string and says which of some words it is, or -1. */
    public int among(byte[][] ascii) {
        int from = at + 1;
        int before = escapes;
        skipString();
        int length = at - 1 - from;
        String text = escapes == before ? "" : Strings.unescape(bytes, from, at - 1);
        for (int word = 0; word < ascii.length; word++) {
            byte[] wanted = ascii[word];
            if (escapes == before
                    ? length == wanted.length && Arrays.equals(bytes, from, at - 1, wanted, 0, length)
                    : text.equals(new String(wanted, StandardCharsets.US_ASCII))) {
                return word;
            }
        }
        return -1;
    }

    /** A number as a count; -1 when it is negative, broken or larger than any count can be. */
    public long count(long max) {
        int from = at;
        skipNumber();
        long value = 0;
        for (int i = from; i < at; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
            if (value > max) {
                return -1;
            }
        }
        return value;
    }

    /** Passes over the value ahead, checking all of it. */
    public void skip() {
        switch (peek()) {
            case OBJECT -> {
                enterObject();
                while (nextMember()) {
                    skip();
                }
            }
            case ARRAY -> {
                enterArray();
                while (nextElement()) {
                    skip();
                }
            }
            case STRING -> skipString();
            case NUMBER -> skipNumber();
            case TRUE -> skipWord("true");
            case FALSE -> skipWord("false");
            case NULL -> skipWord("null");
        }
    }

    /** Checks that nothing but white space is left. */
    public void finish() {
        skipSpace();
        if (at < end) {
            throw fault("the end of the text");
        }
    }

    private boolean keyBeginsWithStem() {
        int length = stem.length;
        return keyTo - keyFrom >= length
                && bytes[keyFrom] == stem[0]
                && Arrays.equals(bytes, keyFrom, keyFrom + length, stem, 0, length);
    }

    private void enter(char bracket) {
        skipSpace();
        expect(bracket, "'" + bracket + "'");
        if (++depth > MAX_DEPTH) {
            throw new JsonFault(Kind.DEPTH, offset(), "nesting of at most " + MAX_DEPTH);
        }
        fresh |= 1L << (depth - 1);
    }

    private boolean next(char closing) {
        skipSpace();
        long level = 1L << (depth - 1);
        boolean first = (fresh & level) != 0;
        if (current() == closing) {
            at++;
            depth--;
            fresh &= ~level;
            return false;
        }
        if (first) {
            fresh &= ~level;
        } else {
            expect(',', "',' or '" + closing + "'");
            skipSpace();
        }
        return true;
    }

    private void skipSpace() {
        while (at < end) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return;
            }
            at++;
        }
    }

    /** Passes over a string. Returns {@link Strings#UNESCAPED} or where its first escape is. */
    private int skipString() {
        int escape = Strings.UNESCAPED;
        int i = at + 1;
        while (true) {
            i = Strings.plainUntil(bytes, i, end);
            if (i >= end) {
                at = end;
                throw fault("the end of a string");
            }
            byte b = bytes[i];
            if (b == '"') {
                at = i + 1;
                return escape;
            }
            if (b == '\\') {
                escape = escape == Strings.UNESCAPED ? i : escape;
                i = skipEscape(i);
            } else if (b >= 0) {
                at = i;
                throw fault("no control character in a string");
            } else {
                int length = Strings.utf8Length(bytes, i, end);
                if (length == 0) {
                    throw new JsonFault(Kind.UTF8, i - start, "valid UTF-8");
                }
                i += length;
            }
        }
    }

    private int skipEscape(int backslash) {
        int length = Strings.escapeLength(bytes, backslash, end);
        if (length == 0) {
            at = backslash;
            throw fault("a valid escape");
        }
        escapes += length;
        return backslash + length;
    }

    private void skipNumber() {
        if (current() == '-') {
            at++;
        }
        if (current() == '0') {
            at++;
        } else {
            skipDigits();
        }
        if (current() == '.') {
            at++;
            skipDigits();
        }
        if (current() == 'e' || current() == 'E') {
            at++;
            if (current() == '+' || current() == '-') {
                at++;
            }
            skipDigits();
        }
    }

    private void skipDigits() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw fault("a digit");
        }
    }

    private void skipWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (current() != word.charAt(i)) {
                throw fault("'" + word + "'");
            }
            at++;
        }
    }

    private void expect(char wanted, String name) {
        if (current() != wanted) {
            throw fault(name);
        }
        at++;
    }

    /** The byte at the cursor, or -1 at the end. */
    private int current() {
        return at < end ? bytes[at] : -1;
    }

    private JsonFault fault(String expected) {
        return new JsonFault(Kind.SYNTAX, offset(), expected);
    }
}
