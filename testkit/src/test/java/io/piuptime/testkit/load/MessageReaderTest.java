package io.piuptime.testkit.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageReaderTest {
    private static final String TWO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
            + "HTTP/1.1 100 Continue\r\n\r\n"
            + "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab\r\nc\r\n0010\r\n0123456789abcdef\r\n0\r\n"
            + "Trailer: x\r\n\r\n"
            + "HTTP/1.1 204 No Content\r\n\r\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void reads_the_same_messages_wherever_the_bytes_are_split(int step) {
        assertThat(read(TWO, step)).containsExactly("200 hello", "201 ab\r\nc0123456789abcdef", "204 ");
    }

    @Test
    void reads_a_request_without_body() {
        assertThat(read("GET / HTTP/1.1\r\nHost: a\r\n\r\n", 100)).hasSize(1);
    }

    @Test
    void refuses_a_reply_without_framing() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n\r\n", 100))
                .hasMessageContaining("neither length nor chunks");
    }

    @Test
    void refuses_a_chunk_size_that_is_none() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx\r\n", 100))
                .hasMessageContaining("chunk size");
    }

    @Test
    void refuses_a_head_without_end() {
        assertThatThrownBy(() -> read("x".repeat(70_000), 1000)).hasMessageContaining("head: over 65536 bytes");
    }

    private static List<String> read(String text, int step) {
        List<String> messages = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        MessageReader reader = new MessageReader(new MessageReader.Events() {
            @Override
            public void head(byte[] head, int length) {
                open.append(new String(head, 9, 3, UTF_8)).append(' ');
            }

            @Override
            public void body(byte[] bytes, int from, int to) {
                open.append(new String(bytes, from, to - from, UTF_8));
            }

            @Override
            public void end() {
                messages.add(open.toString());
                open.setLength(0);
            }
        });
        byte[] bytes = text.getBytes(UTF_8);
        for (int at = 0; at < bytes.length; at += step) {
            reader.feed(bytes, at, Math.min(bytes.length, at + step));
        }
        assertThat(reader.isBetweenMessages()).isTrue();
        return messages;
    }
}
