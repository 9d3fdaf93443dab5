package io.piuptime.app.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class LoopbackHttpTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final LoopbackHttp patient = new LoopbackHttp(System::nanoTime, Duration.ofSeconds(20));

    /** A line break is written as {@code ~}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "HTTP/1.1 200 OK~Content-Length: 2~~{}|{}",
                "HTTP/1.0 200 OK~~{}|{}",
                "HTTP/1.1 200 ~~{}|{}",
                "HTTP/1.0 200 OK~Server: x~X: y~~{}|{}",
                // no more than was announced
                "HTTP/1.1 200 OK~content-length: 2~~{}more|{}",
                // less than was announced, and then the end
                "HTTP/1.1 200 OK~Content-Length: 9~~{}|{}",
                // a length that is none does not count
                "HTTP/1.1 200 OK~Content-Length: -2~~{}|{}",
                "HTTP/1.1 200 OK~Content-Length: 99999999999999999999~~{}|{}",
                "HTTP/1.1 200 OK~Content-Length: 0~~{}|''",
                "HTTP/1.1 204 No Content~~|-",
                "HTTP/1.1 404 Not Found~~{}|-",
                "HTTP/1.1 500 200 OK~~{}|-",
                "HTTP/2 200 OK~~{}|-",
                "ICY 200 OK~~{}|-",
                "HTTP/1.1 200 OK~{}|-",
                "{}|-"
            })
    void takes_the_body_of_a_good_answer_and_nothing_else(String answer, String body) throws IOException {
        try (LocalDouble server = new LocalDouble().answeringWhole("/x", answer.replace("~", "\r\n"))) {
            assertThat(patient.get(server.port(), "/x").map(bytes -> new String(bytes, UTF_8)))
                    .isEqualTo(Optional.ofNullable(body));
        }
    }

    @Test
    void an_answer_of_a_mebibyte_is_too_large() throws IOException {
        String head = "HTTP/1.0 200 OK\r\n\r\n";
        String fits = head + "x".repeat((1 << 20) - head.length());
        try (LocalDouble server =
                new LocalDouble().answeringWhole("/fits", fits).answeringWhole("/not", fits + "x")) {
            assertThat(patient.get(server.port(), "/fits"))
                    .hasValueSatisfying(body -> assertThat(body).hasSize((1 << 20) - head.length()));
            assertThat(patient.get(server.port(), "/not")).isEmpty();
        }
    }

    @Test
    void who_begins_and_does_not_end_is_late() throws IOException {
        LoopbackHttp hasty = new LoopbackHttp(System::nanoTime, SHORT);
        try (LocalDouble server = new LocalDouble()
                .answeringWhole("/silent", "")
                .answeringWhole("/head", "HTTP/1.0 200 OK…")
                .answeringWhole("/body", "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{…")) {
            for (String path : new String[] {"/silent", "/head", "/body"}) {
                assertThatExceptionOfType(InterruptedIOException.class)
                        .as(path)
                        .isThrownBy(() -> hasty.get(server.port(), path));
            }
        }
    }

    @Test
    void nobody_at_a_port_is_told_from_somebody_who_is_late() throws IOException {
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // nobody listens, nobody can
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> patient.get(taken.getLocalPort(), "/x"));
        }
    }
}
