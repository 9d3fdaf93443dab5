package io.piuptime.app.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Sse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams whose bytes arrive in unusual pieces or packings. */
@Timeout(60)
final class FramingTest {
    private static final String ASK =
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[]}";
    private static final String ODD = "\uFEFFdata: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\r\n\r\n"
            + ": é\r\revent: x\rdata: {\"choices\":[{\"delta\":\rdata: {\"content\":\"é😀\"}}]}\r\r"
            + "data:{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\r\n\r\n"
            + "data: [DONE]\n\n";
    private static final int BOMB = 128 << 20;

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        gateway = GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @Test
    void a_stream_is_the_same_wherever_it_is_cut() throws Exception {
        byte[] body = ODD.getBytes(StandardCharsets.UTF_8);
        for (int cut = 1; cut < body.length; cut++) {
            fake.next(Script.chunked(body, cut, Duration.ZERO));

            HttpResponse<String> reply = gateway.post(Walled.PATH, ASK);

            assertThat(reply.statusCode()).as("cut every %d bytes", cut).isEqualTo(200);
            assertThat(reply.body()).as("cut every %d bytes", cut).isEqualTo(ODD);
        }
        List<String> records = gateway.records();
        assertThat(records)
                .isNotEmpty()
                .allMatch(one -> one.contains("\"inputTokens\":3") && one.contains("\"ending\":\"complete\""));
    }

    @Test
    void a_stream_that_unpacks_to_much_too_much_is_given_up() throws Exception {
        Script bomb = Script.answer(200, packed(), bomb());
        fake.next(bomb, bomb, bomb);

        HttpResponse<String> reply = gateway.post(Walled.PATH, ASK);

        assertThat(reply.statusCode()).isEqualTo(502);
        assertThat(reply.body()).contains("\"error\"");
        assertThat(gateway.post(Walled.PATH, ASK).statusCode()).isEqualTo(200);
        gateway.awaitQuiet();
    }

    private static List<Header> packed() {
        List<Header> headers = new ArrayList<>(Sse.HEADERS);
        headers.add(new Header("content-encoding", "gzip"));
        return headers;
    }

    /** A comment that never ends, packed a thousandfold. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = ": x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            for (int sent = 0; sent < BOMB; sent += piece.length) {
                zip.write(piece);
            }
        }
        return bytes.toByteArray();
    }
}
