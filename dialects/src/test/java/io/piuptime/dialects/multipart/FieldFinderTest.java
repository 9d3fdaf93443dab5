package io.piuptime.dialects.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldFinderTest {
    private static final String FILE =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a;name=model.mp3\"\r\n"
                    + "Content-Type: audio/mpeg\r\n\r\n--\r\n-b\r\n--a\r\n\r\n--\u00ff\u0000\r\r\n--\n--b\r\n--b";
    private static final String MODEL = "\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--b";

    private record Field(String name, String value, long from, long to) {}

    @Test
    void finds_every_field_and_its_place_at_every_split() throws BrokenException {
        String body = "preamble\r\n" + FILE + " \t" + MODEL
                + "\r\ncontent-disposition:form-data;NAME=prompt\r\nX-Other: 1\r\n\r\n\r\n--b"
                + "\r\n\r\nno headers\r\n--b--\r\nepilogue --b\r\n\r\n";
        List<Field> expected = List.of(
                field(body, "model", "whisper-1", "whisper-1"),
                new Field(
                        "prompt",
                        "",
                        body.indexOf("\r\n--b\r\n\r\nno headers"),
                        body.indexOf("\r\n--b\r\n\r\nno headers")),
                field(body, "", "no headers", "no headers"));

        assertThat(found(body, body.length())).isEqualTo(expected);
        for (int size = 1; size < 70; size++) {
            assertThat(found(body, size)).as("pieces of " + size).isEqualTo(expected);
        }
        for (int split = 0; split <= body.length(); split++) {
            assertThat(found(body.substring(0, split), body.substring(split)))
                    .as("split at " + split)
                    .isEqualTo(expected);
        }
    }

    @Test
    void knows_when_the_body_is_closed() throws BrokenException {
        FieldFinder finder = new FieldFinder("b", (_, _, _, _) -> {});

        finder.feed(Bytes.utf8("--b" + MODEL));
        assertThat(finder.closed()).isFalse();
        finder.feed(Bytes.utf8("--"));
        assertThat(finder.closed()).isTrue();
        finder.feed(Bytes.utf8("\r\n--b" + MODEL));
        assertThat(finder.closed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Content-Disposition: form-data; name=\"model\"                    | model",
                "Content-Disposition: form-data; name=model                        | model",
                "CONTENT-disposition:form-data;Name = \"model\"                    | model",
                "Content-Disposition : form-data ; name= model ; x=y               | model",
                "Content-Disposition: form-data; x=\"; name=model\"; name=\"prompt\"| prompt",
                "Content-Disposition: form-data; x=\"a;b\"; name=\"a b\"           | a b",
                "Content-Disposition: form-data; names=\"model\"                   | ``",
                "Content-Disposition: form-data; name                              | ``",
                "Content-Disposition: form-data                                    | ``",
                "Content-Disposition                                               | ``",
                "X-Content-Disposition: form-data; name=\"model\"                  | ``",
                "Content-Type: text/plain; name=\"model\"                          | ``"
            })
    void reads_the_name_of_a_field(String header, String name) throws BrokenException {
        assertThat(found("--b\r\n" + header + "\r\n\r\nv\r\n--b--", 1000))
                .extracting(Field::name)
                .containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "form-data; name=\"model\"; filename=\"x\"",
                "form-data; filename=x; name=\"model\"",
                "form-data; name=\"model\";FILENAME=\"\"",
                "form-data; name=\"model\"; filename*=UTF-8''x",
                "form-data; name=\"file\"; filename=\"C:\\dir\\a.mp3\"",
                "form-data; name=\"file\"; filename=\"a\\\"; name=model; x=\\\"b\"",
                "form-data; name=\"file\"; filename=\"; name=model\""
            })
    void a_part_with_a_file_name_is_a_file_and_no_field(String disposition) throws BrokenException {
        assertThat(found("--b\r\nContent-Disposition: " + disposition + "\r\n\r\nv\r\n--b--", 1000))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Disposition: form-data; name=\"a\"; name=\"model\"",
                "Content-Disposition: form-data; name=\"a\"; name*=UTF-8''model",
                "Content-Disposition: form-data; name=\"a\\\"b\"",
                "Content-Disposition: form-data; name=\"model",
                "Content-Disposition: form-data; name=\"model\"x",
                "Content-Disposition: form-data; name=\"a\"\r\nContent-disposition: form-data; name=\"model\"",
                "Content-Disposition: form-data;\r\n name=\"model\"",
                "Content-Disposition: form-data; name=\"a\"\nContent-Disposition: form-data; name=\"model\"",
                "Content-Disposition: form-data; name=\"mod\0el\""
            })
    void headers_that_two_readers_could_read_differently_are_refused(String headers) {
        assertThatThrownBy(() -> found("--b\r\n" + headers + "\r\n\r\nv\r\n--b--", 1000))
                .isInstanceOf(BrokenException.class);
        assertThatThrownBy(() -> found("--b\r\n" + headers + "\r\n\r\nv\r\n--b--", 1))
                .isInstanceOf(BrokenException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--b\nContent-Disposition: form-data; name=\"model\"\n\nv\n--b--",
                "--bc\r\n",
                "--b" + "                                                                 " + "\r\n\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n--b--",
                "--b\r\nX: 1\r\n\r\nv\r\n--bx--\r\n"
            })
    void boundaries_that_two_readers_could_read_differently_are_refused(String body) {
        assertThatThrownBy(() -> found(body, 1000)).isInstanceOf(BrokenException.class);
        assertThatThrownBy(() -> found(body, 1)).isInstanceOf(BrokenException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 100_000})
    void what_is_too_long_is_refused_or_empty_however_it_is_cut(int size) throws BrokenException {
        String head = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n";

        assertThat(found(head + "v".repeat(512) + "\r\n--b--", size))
                .containsExactly(new Field("model", "v".repeat(512), head.length(), head.length() + 512));
        assertThat(found(head + "v".repeat(513) + "\r\n--b--", size))
                .containsExactly(new Field("model", "", head.length(), head.length() + 513));
        assertThat(found(head + "v".repeat(50_000) + "\r\n--b--", size))
                .containsExactly(new Field("model", "", head.length(), head.length() + 50_000));
        assertThatThrownBy(() -> found("--b\r\nX: " + "x".repeat(8200) + "\r\n\r\n", size))
                .hasMessageContaining("headers of a part are longer");
        assertThatThrownBy(() -> found("x".repeat(8300) + "\r\n--b\r\n", size))
                .hasMessageContaining("boundary does not come");
    }

    @Test
    void a_large_file_takes_linear_time_and_little_memory() {
        byte[] head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] hostile = "\r\n--\r\n--a\r\n-".repeat(800).getBytes(StandardCharsets.US_ASCII);
        List<Field> fields = new ArrayList<>();
        FieldFinder finder =
                new FieldFinder("b", (name, value, from, to) -> fields.add(new Field(name, value, from, to)));
        int pieces = (20 << 20) / hostile.length;

        long before = System.nanoTime();
        assertThatCode(() -> {
                    finder.feed(Bytes.of(head));
                    for (int i = 0; i < pieces; i++) {
                        finder.feed(Bytes.of(hostile));
                        assertThat(finder.held()).isLessThan(64);
                    }
                    finder.feed(Bytes.utf8("\r\n--b" + MODEL + "--"));
                })
                .doesNotThrowAnyException();

        long start = head.length + (long) pieces * hostile.length + "\r\n--b".length() + MODEL.indexOf("whisper");
        assertThat(fields).containsExactly(new Field("model", "whisper-1", start, start + 9));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    private static Field field(String body, String name, String value, String at) {
        return new Field(name, value, body.indexOf(at), body.indexOf(at) + value.length());
    }

    private static List<Field> found(String body, int size) throws BrokenException {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < body.length(); at += size) {
            pieces.add(body.substring(at, Math.min(body.length(), at + size)));
        }
        return found(pieces.toArray(String[]::new));
    }

    private static List<Field> found(String... pieces) throws BrokenException {
        List<Field> fields = new ArrayList<>();
        FieldFinder finder =
                new FieldFinder("b", (name, value, from, to) -> fields.add(new Field(name, value, from, to)));
        for (String piece : pieces) {
            byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
            finder.feed(Bytes.of(bytes));
            Arrays.fill(bytes, (byte) '#');
        }
        return fields;
    }
}
