package io.piuptime.app.e2e;

import static io.piuptime.testkit.raw.Http2Outcome.ENHANCE_YOUR_CALM;
import static io.piuptime.testkit.raw.Http2Outcome.REFUSED_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.Http2Outcome;
import io.piuptime.testkit.raw.Http2Outcome.End;
import io.piuptime.testkit.raw.RawHttp2;
import io.piuptime.testkit.raw.TestCertificate;
import io.piuptime.testkit.script.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 used against the gateway: the one connection ends, all others are served, and the provider sees nothing of it. */
@Timeout(60)
class Http2AttackTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int WINDOW = 65_535;
    private static final int CANCEL = 8;
    private static final String CHAT = "/v1/chat/completions";
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";

    private static TestCertificate certificate = new TestCertificate(Path.of(""), Path.of(""));

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private GatewayUnderTest gateway;

    @BeforeAll
    static void certify(@TempDir Path certificates) {
        certificate = TestCertificate.create(certificates, 5);
    }

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        String more = """
                limits: {stream-buffer: 64KiB}
                listen: {tls: {certificate: "%s", key: "%s"}}
                """.formatted(certificate.certificate(), certificate.key());
        gateway = GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()) + more);
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @Test
    void serves_a_request_over_http_2() throws Exception {
        try (RawHttp2 client = connect(WINDOW)) {
            client.post(1, CHAT, ASK, key());

            Http2Outcome reply = client.outcome(1);

            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.end()).isEqualTo(End.WHOLE);
            assertThat(reply.text()).contains("choices");
        }
    }

    @Test
    void says_goodbye_to_a_caller_that_opens_and_resets_streams_rapidly() throws Exception {
        fake.always(_ -> Script.silence());
        try (RawHttp2 client = connect(WINDOW)) {
            boolean open = true;
            for (int i = 0; i < 5_000 && open; i++) {
                open = client.post(2 * i + 1, CHAT, ASK, key()) && client.reset(2 * i + 1, CANCEL);
            }
            fake.always(_ -> Script.chat("fine"));
            othersAreServed();

            assertThat(client.isClosedByPeer()).isTrue();
            assertThat(client.goodbye()).isIn(ENHANCE_YOUR_CALM, -1L);
        }
        assertThat(fake.requests().size()).as("requests upstream").isLessThanOrEqualTo(202);
        assertNothingRuns();
    }

    @Test
    void says_goodbye_to_a_caller_that_makes_the_gateway_reset_streams() throws Exception {
        try (RawHttp2 client = connect(WINDOW)) {
            byte[] zero = ByteBuffer.allocate(4).array();
            boolean open = true;
            for (int i = 0; i < 5_000 && open; i++) {
                int stream = 2 * i + 1;
                open = client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, head(CHAT))
                        && client.frame(RawHttp2.WINDOW_UPDATE, 0, stream, zero);
            }
            othersAreServed();

            assertThat(client.isClosedByPeer()).isTrue();
        }
        assertThat(fake.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_000})
    void ends_a_connection_that_continues_its_headers_without_end(int size) throws Exception {
        try (RawHttp2 client = connect(WINDOW)) {
            client.frame(RawHttp2.HEADERS, 0, 1, head(CHAT));
            byte[] more = size < 16 ? new byte[size] : RawHttp2.block(new Header("x-more", "y".repeat(size - 10)));
            boolean open = true;
            for (int i = 0; i < 20_000 && open; i++) {
                open = client.frame(RawHttp2.CONTINUATION, 0, 1, more);
            }
            othersAreServed();

            assertThat(open && !client.isClosedByPeer())
                    .as("still open after 20,000 continuations")
                    .isFalse();
        }
        assertThat(fake.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {RawHttp2.SETTINGS, RawHttp2.PING})
    void ends_a_connection_that_floods_frames_whose_answers_it_does_not_read(int type) throws Exception {
        try (RawHttp2 client = connect(WINDOW)) {
            byte[] thousand = repeated(1_000, RawHttp2.bytes(type, 0, 0, new byte[type == RawHttp2.PING ? 8 : 0]));
            boolean open = true;
            for (int i = 0; i < 20_000 && open; i++) {
                open = client.send(thousand);
            }
            assertThat(open).as("still open after twenty million frames").isFalse();
            othersAreServed();
        }
    }

    @Test
    void holds_little_for_a_caller_that_grants_nothing_and_sends_all_when_it_does() throws Exception {
        String token = "x".repeat(1_000);
        fake.next(Script.chat(Collections.nCopies(4_000, token).toArray(String[]::new)));
        try (RawHttp2 client = connect(0)) {
            client.post(1, CHAT, "{\"model\":\"m\",\"stream\":true,\"messages\":[]}", key());
            fake.awaitRequests(1, PATIENCE);
            othersAreServed();

            client.grant(1, 1_000);
            assertThat(client.received(1, 1_000)).as("sent without a grant").hasSize(1_000);
            assertThat(gateway.meter("piup_buffered_bytes")).isLessThanOrEqualTo(512 << 10);

            client.grant(1, 1 << 24);
            client.grant(0, 1 << 24);
            Http2Outcome reply = client.outcome(1);
            assertThat(reply.end()).isEqualTo(End.WHOLE);
            assertThat(reply.text()).endsWith("data: [DONE]\n\n");
            assertThat(reply.body().bytes()).hasSizeGreaterThan(4_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refuses_streams_above_a_hundred_and_serves_the_others(boolean agrees) throws Exception {
        try (RawHttp2 client = connect(WINDOW)) {
            assertThat(!agrees || client.settle()).isTrue();
            for (int i = 0; i < 130; i++) {
                client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 2 * i + 1, head(CHAT));
            }
            for (int i = 100; i < 130; i++) {
                Http2Outcome outcome = client.outcome(2 * i + 1);
                assertThat(outcome.end()).isEqualTo(End.RESET);
                assertThat(outcome.code()).isEqualTo(REFUSED_STREAM);
            }
            othersAreServed();
            for (int i = 0; i < 100; i++) {
                client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 2 * i + 1, ASK.getBytes(StandardCharsets.UTF_8));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(client.outcome(2 * i + 1).status()).isEqualTo(200);
            }
        }
        assertThat(fake.requests()).hasSize(101);
    }

    @Test
    void ends_a_connection_that_goes_on_with_streams_it_was_refused() throws Exception {
        fake.always(_ -> Script.silence());
        try (RawHttp2 client = connect(WINDOW)) {
            boolean open = true;
            for (int i = 0; i < 5_000 && open; i++) {
                open = client.post(2 * i + 1, CHAT, ASK, key());
            }
            fake.always(_ -> Script.chat("fine"));
            othersAreServed();

            assertThat(client.isClosedByPeer()).isTrue();
        }
        assertThat(fake.requests().size()).as("requests upstream").isLessThanOrEqualTo(101);
        assertNothingRuns();
    }

    @Test
    void refuses_a_header_list_that_is_too_large_whatever_it_is_packed_into() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(head(CHAT));
        bomb.write(0x40);
        bomb.writeBytes(literal("x-bomb"));
        bomb.writeBytes(literal("z".repeat(3_000)));
        for (int i = 0; i < 8_000; i++) {
            // what was remembered just now, again and again: one byte each
            bomb.write(0x80 | 62);
        }
        try (RawHttp2 client = connect(WINDOW)) {
            client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 1, bomb.toByteArray());

            Http2Outcome outcome = client.outcome(1);

            assertThat(outcome.end() != End.WHOLE || outcome.status() == 431)
                    .as(outcome.toString())
                    .isTrue();
        }
        othersAreServed();
        assertThat(fake.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transfer-encoding: chunked",
                "connection: keep-alive",
                "connection: x-other",
                "proxy-connection: close",
                "keep-alive: 5",
                "upgrade: h2c",
                "te: gzip",
                "host: elsewhere",
                "X-Upper: 1",
                "x-line: a\r\nx-smuggled: b",
                "x-zero: a\0b",
                "x name: a",
                "content-length: 5",
                "content-length: 900",
                "content-length: +27",
                ":path: /v1/models",
                ":status: 200",
                ":unknown: x"
            })
    void refuses_a_request_with_what_http_2_forbids(String header) throws Exception {
        int colon = header.indexOf(": ");
        try (RawHttp2 client = connect(WINDOW)) {
            client.post(1, CHAT, ASK, key(), new Header(header.substring(0, colon), header.substring(colon + 2)));

            assertRefused(client.outcome(1));
        }
        othersAreServed();
        assertThat(fake.requests())
                .as("what goes on is the other caller's alone")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":method=POST,:scheme=http,:path=/v1/chat/completions,x=1,:authority=late",
                ":method=POST,:scheme=http,:authority=localhost",
                ":method=POST,:authority=localhost,:path=/v1/chat/completions",
                ":scheme=http,:authority=localhost,:path=/v1/chat/completions",
                ":method=POST,:scheme=http,:authority=localhost,:path=",
                ":method=POST,:method=GET,:scheme=http,:authority=localhost,:path=/v1/chat/completions",
                ":method=PO\r\nST,:scheme=http,:authority=localhost,:path=/v1/chat/completions",
                ":method=POST,:scheme=http,:authority=local\r\nhost,:path=/v1/chat/completions",
                ":method=POST,:scheme=http,:authority=localhost,:path=/v1/chat/completions HTTP/1.1\r\nx: y",
                ":method=POST,:scheme=http,:authority=localhost,:path=v1/chat/completions"
            })
    void refuses_a_request_whose_pseudo_headers_are_not_in_order(String listed) throws Exception {
        List<Header> headers = new ArrayList<>();
        for (String one : listed.split(",", -1)) {
            int equals = one.indexOf('=');
            headers.add(new Header(one.substring(0, equals), one.substring(equals + 1)));
        }
        headers.add(key());
        try (RawHttp2 client = connect(WINDOW)) {
            client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.block(headers.toArray(Header[]::new)));
            client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, ASK.getBytes(StandardCharsets.UTF_8));

            assertRefused(client.outcome(1));
        }
        othersAreServed();
        assertThat(fake.requests()).hasSize(1);
    }

    private static void assertRefused(Http2Outcome outcome) {
        assertThat(outcome.end()).as("it is answered").isNotEqualTo(End.OPEN);
        if (outcome.end() == End.WHOLE) {
            assertThat(outcome.status()).as(outcome.text()).isIn(400, 404);
        }
    }

    private void assertNothingRuns() throws Exception {
        double running = gateway.meter("piup_exchanges_in_flight");
        for (int i = 0; i < 100 && running > 0; i++) {
            Await.elapsed(Duration.ofMillis(20));
            running = gateway.meter("piup_exchanges_in_flight");
        }
        assertThat(running).as("exchanges that are left").isZero();
    }

    private void othersAreServed() throws Exception {
        try (RawHttp2 other = connect(WINDOW)) {
            other.post(1, CHAT, ASK, key());
            assertThat(other.outcome(1).status()).isEqualTo(200);
        }
    }

    private RawHttp2 connect(int window) {
        return RawHttp2.connect(gateway.port(), certificate, PATIENCE, window);
    }

    private Header key() throws IOException {
        return new Header("authorization", "Bearer " + gateway.key());
    }

    private byte[] head(String path) throws IOException {
        return RawHttp2.block(
                new Header(":method", "POST"),
                new Header(":scheme", "http"),
                new Header(":authority", "localhost"),
                new Header(":path", path),
                key());
    }

    private static byte[] literal(String text) {
        // a block of one header without a name ends with the text
        byte[] block = RawHttp2.block(new Header("", text));
        return Arrays.copyOfRange(block, 2, block.length);
    }

    private static byte[] repeated(int times, byte[] frame) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }
}
