package io.piuptime.dialects.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piuptime.dialects.json.JsonCursor.Value;
import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonCursorTest {
    private static final byte[] NAME = "name".getBytes(StandardCharsets.US_ASCII);

    @Test
    void walks_through_members_and_elements() {
        JsonCursor cursor = cursor(" {\"a\" : [ 1 , {\"b\":null} , [] ] , \"c\":\"x\" } ");
        List<String> seen = new ArrayList<>();
        cursor.enterObject();
        while (cursor.nextMember()) {
            seen.add(cursor.key());
            if (cursor.peek() == Value.ARRAY) {
                cursor.enterArray();
                while (cursor.nextElement()) {
                    seen.add(cursor.peek().name());
                    cursor.skip();
                }
            } else {
                seen.add(cursor.text());
            }
        }
        cursor.finish();

        assertThat(seen).containsExactly("a", "NUMBER", "OBJECT", "ARRAY", "c", "x");
    }

    @ParameterizedTest
    @CsvSource({"{, OBJECT", "[, ARRAY", "'\"', STRING", "-, NUMBER", "7, NUMBER", "t, TRUE", "f, FALSE", "n, NULL"})
    void tells_the_kind_of_a_value_by_its_first_byte(String text, Value kind) {
        JsonCursor cursor = cursor(" \t\r\n" + text);

        assertThat(cursor.peek()).isEqualTo(kind);
        assertThat(cursor.offset()).isEqualTo(4);
    }

    @Test
    void compares_names_unescaped() {
        assertThat(nameIs("name")).isTrue();
        assertThat(nameIs("\\u006eam\\u0065")).isTrue();
        assertThat(nameIs("names")).isFalse();
        assertThat(nameIs("Name")).isFalse();
        assertThat(nameIs("")).isFalse();
        assertThat(nameIs("\\u006eame2")).isFalse();
    }

    @Test
    void compares_a_name_with_what_is_written_at_another_place() {
        JsonCursor cursor = cursor("{\"ab\":1,\"a\\u0062\":2,\"ac\":3,\"ab\":4}");
        cursor.enterObject();
        cursor.nextMember();
        int from = cursor.keyFrom();
        int to = cursor.keyTo();
        cursor.skip();

        assertThat(next(cursor, from, to)).isFalse();
        assertThat(cursor.keyIsEscaped()).isTrue();
        assertThat(cursor.keyAt(from, to)).isEqualTo(cursor.key()).isEqualTo("ab");
        assertThat(next(cursor, from, to)).isFalse();
        assertThat(cursor.keyIsEscaped()).isFalse();
        assertThat(next(cursor, from, to)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "100, 100",
        "101, -1",
        "-0, -1",
        "-1, -1",
        "1.0, -1",
        "1e2, -1",
        "99999999999999999999999, -1"
    })
    void counts(String number, long count) {
        JsonCursor cursor = cursor(number);

        assertThat(cursor.count(100)).isEqualTo(count);
        cursor.finish();
    }

    @Test
    void says_whether_a_string_holds_nothing() {
        assertThat(cursor("\"\"").skipText()).isTrue();
        assertThat(cursor("\" \"").skipText()).isFalse();
        assertThat(cursor("\"\\\"\"").skipText()).isFalse();
    }

    @Test
    void unescapes_text() {
        assertThat(cursor("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00é😀\"")
                        .text())
                .isEqualTo("\"\\/\b\f\n\r\té😀é😀");
    }

    @Test
    void finds_the_end_of_a_string_at_every_place_of_eight_bytes() {
        for (int before = 0; before < 20; before++) {
            for (String special : List.of("", "é", "€", "😀", "\\n", "\\u0041", "\\\"", "\u007f")) {
                String inside = "x".repeat(before) + special + "y".repeat(9);
                JsonCursor cursor = cursor("\"" + inside + "\" ");
                cursor.skip();

                assertThat(cursor.offset()).isEqualTo(2 + inside.getBytes(StandardCharsets.UTF_8).length);
                cursor.finish();
            }
        }
    }

    @Test
    void reads_no_byte_beyond_its_stretch() {
        byte[] array = "[1,2]\"}".getBytes(StandardCharsets.US_ASCII);
        for (int to = 0; to < 5; to++) {
            JsonCursor cursor = new JsonCursor(new Bytes(array, 0, to));
            assertThatThrownBy(() -> {
                        cursor.skip();
                        cursor.finish();
                    })
                    .isInstanceOf(JsonFault.class);
        }
        new JsonCursor(new Bytes(array, 0, 5)).skip();
        assertThatThrownBy(() ->
                        new JsonCursor(new Bytes("\"abcdefgh\"".getBytes(StandardCharsets.US_ASCII), 0, 9)).skip())
                .isInstanceOf(JsonFault.class);
        assertThatThrownBy(() ->
                        new JsonCursor(new Bytes("\"\\u0041\"".getBytes(StandardCharsets.US_ASCII), 0, 6)).skip())
                .isInstanceOf(JsonFault.class);
        assertThatThrownBy(() -> new JsonCursor(new Bytes("\"é\"".getBytes(StandardCharsets.UTF_8), 0, 2)).skip())
                .isInstanceOf(JsonFault.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1 2]       | 3  | ',' or ']'",
                "{\"a\":1 2} | 7  | ',' or '}'",
                "{\"a\" 1}   | 5  | ':'",
                "{a}         | 1  | a member's name in quotes",
                "[1,]        | 3  | a value",
                "truE        | 3  | 'true'",
                "-           | 1  | a digit",
                "1.          | 2  | a digit",
                "1e+         | 3  | a digit",
                "01          | 1  | the end of the text",
                "\"abc       | 4  | the end of a string",
                "\"a\\qb\"   | 2  | a valid escape"
            })
    void says_where_a_fault_is_and_what_was_expected(String text, int offset, String expected) {
        JsonFault fault = catchThrowableOfType(JsonFault.class, () -> {
            JsonCursor cursor = cursor(text);
            cursor.skip();
            cursor.finish();
        });

        assertThat(fault.offset()).isEqualTo(offset);
        assertThat(fault.expected()).isEqualTo(expected);
        assertThat(fault.kind()).isEqualTo(JsonFault.Kind.SYNTAX);
        assertThat(fault.getStackTrace()).isEmpty();
    }

    @Test
    void writes_text_so_that_it_is_read_as_it_was() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c < 0x10000; c++) {
            all.append((char) c);
        }
        String text = all.append("😀").append((char) 0xd800).toString();

        assertThat(cursor(JsonText.quote(text)).text()).isEqualTo(text);
        assertThat(JsonText.quote("a\u0000\"")).isEqualTo("\"a\\u0000\\\"\"");
    }

    @Test
    void tells_the_letters_of_a_string_without_its_escapes() {
        assertThat(cursor("\"abc\"").letters()).isEqualTo(3);
        assertThat(cursor("\"a\\nb\\u0041\"").letters()).isEqualTo(2);
        assertThat(cursor("\"\"").letters()).isZero();
        JsonCursor both = cursor("[\"\\n\", \"abcd\"]");
        both.enterArray();
        both.nextElement();
        assertThat(both.letters()).isZero();
        both.nextElement();
        assertThat(both.letters()).isEqualTo(4);
        assertThat(both.nextElement()).isFalse();
    }

    @Test
    void tells_which_of_some_words_a_string_is() {
        byte[][] words = {NAME, "other".getBytes(StandardCharsets.US_ASCII)};

        assertThat(cursor("\"other\"").among(words)).isEqualTo(1);
        assertThat(cursor("\"oth\\u0065r\"").among(words)).isEqualTo(1);
        assertThat(cursor("\"othe\"").among(words)).isEqualTo(-1);
        assertThat(cursor("\"otheR\"").among(words)).isEqualTo(-1);
        assertThat(cursor("\"\"").among(words)).isEqualTo(-1);
        assertThat(cursor("\"other\"").among(new byte[0][])).isEqualTo(-1);
    }

    private static boolean next(JsonCursor cursor, int from, int to) {
        cursor.nextMember();
        boolean same = cursor.keyIsAt(from, to);
        cursor.skip();
        return same;
    }

    private static boolean nameIs(String written) {
        JsonCursor cursor = cursor("{\"" + written + "\":0}");
        cursor.enterObject();
        return cursor.nextMember() && cursor.keyIs(NAME);
    }

    private static JsonCursor cursor(String text) {
        return new JsonCursor(Bytes.utf8(text));
    }
}
