package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller who leaves, at every phase: the request upstream ends, one record says so, and nothing is left behind. */
class AbandonTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PROMPT = Duration.ofMillis(200);
    private static final String CHAT = "/v1/chat/completions";
    private static final String FORMS = "/v1/audio/transcriptions";
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String ASK_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
    private static final String MODEL_PART = "--XyZ\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n";
    private static final String FILE_PART =
            "--XyZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n" + "x".repeat(500_000);

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private GatewayUnderTest gateway;
    private Socket socket;
    private RawHttp caller;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        gateway = GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()));
        socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        caller = RawHttp.over(socket, PATIENCE);
    }

    @AfterEach
    void stop() {
        caller.close();
        gateway.close();
        fake.close();
    }

    @Test
    void inside_the_head_no_exchange_has_begun_and_none_is_recorded() throws Exception {
        caller.send("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthor");
        caller.reset();
        assertThat(gateway.post(CHAT, ASK).statusCode()).isEqualTo(200);
        gateway.awaitQuiet();
        assertThat(gateway.records()).singleElement().asString().contains("\"ending\":\"complete\"");
    }

    @Test
    void inside_a_json_body_nothing_is_sent_on() throws Exception {
        caller.send(head(CHAT, "application/json", "Content-Length: 1000") + "{\"model\":\"m\",");
        gateway.awaitInFlight(1);
        caller.reset();
        assertAbandoned(499);
        assertThat(fake.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10000000", "Transfer-Encoding: chunked"})
    void inside_a_form_that_passes_through_it_never_becomes_whole_upstream(String framing) throws Exception {
        String form = MODEL_PART + FILE_PART;
        String size = framing.startsWith("T") ? Integer.toHexString(form.length()) + "\r\n" : "";
        caller.send(head(FORMS, "multipart/form-data; boundary=XyZ", framing) + size + form);
        Received sent = fake.awaitRequests(1, PATIENCE).getFirst();
        leaveAndAwaitTheEndOf(sent);
        assertAbandoned(499);
        assertThat(sent.isComplete()).isFalse();
    }

    @Test
    void inside_a_form_whose_model_has_not_come_yet_nothing_is_sent_on() throws Exception {
        caller.send(head(FORMS, "multipart/form-data; boundary=XyZ", "Content-Length: 10000000") + FILE_PART);
        gateway.awaitInFlight(1);
        caller.reset();
        assertAbandoned(499);
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void while_the_answer_is_awaited_the_request_upstream_ends() throws Exception {
        fake.next(Script.silence());
        caller.send(post(ASK));
        leaveAndAwaitTheEndOf(received());
        assertAbandoned(499);
    }

    @Test
    void between_the_head_and_the_first_token_the_request_upstream_ends() throws Exception {
        fake.next(Script.stallAfterHead(Script.chat("never")));
        caller.send(post(ASK_STREAM));
        Received sent = received();
        assertThat(sent.awaitAnswered(PATIENCE)).isTrue();
        leaveAndAwaitTheEndOf(sent);
        assertAbandoned(499);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inside_a_stream_the_request_upstream_ends_and_what_was_said_is_counted(boolean withReset) throws Exception {
        fake.next(Script.stallAfter(Script.chat("one", "two", "three"), 3));
        caller.send(post(ASK_STREAM));
        Received sent = received();
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        assertThat(socket.getInputStream().read()).as("the head has left").isEqualTo('H');
        long left = System.nanoTime();
        if (withReset) {
            caller.reset();
        } else {
            caller.close();
        }
        awaitTheEndOf(sent, left);
        assertAbandoned(200);
        assertThat(gateway.records().getFirst()).contains("\"tokensSource\":\"counted\"");
    }

    @Test
    void a_request_that_waits_behind_the_abandoned_one_is_not_sent() throws Exception {
        fake.next(Script.silence());
        caller.send(post(ASK) + post(ASK));
        leaveAndAwaitTheEndOf(received());
        assertAbandoned(499);
        assertThat(fake.requests()).hasSize(1);
    }

    private Received received() throws InterruptedException {
        Received sent = fake.awaitRequests(1, PATIENCE).getFirst();
        assertThat(sent.awaitComplete(PATIENCE)).isTrue();
        return sent;
    }

    private void leaveAndAwaitTheEndOf(Received sent) throws InterruptedException {
        long left = System.nanoTime();
        caller.reset();
        awaitTheEndOf(sent, left);
    }

    private static void awaitTheEndOf(Received sent, long left) throws InterruptedException {
        assertThat(sent.awaitClosed(PATIENCE)).isTrue();
        assertThat(Duration.ofNanos(sent.closedAtNanos() - left)).isLessThan(PROMPT);
    }

    private void assertAbandoned(int status) throws Exception {
        gateway.awaitQuiet();
        assertThat(gateway.records())
                .singleElement()
                .asString()
                .contains("\"ending\":\"abandoned\"", "\"status\":" + status);
    }

    private String head(String path, String type, String framing) throws IOException {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + gateway.key()
                + "\r\nContent-Type: " + type + "\r\n" + framing + "\r\n\r\n";
    }

    private String post(String json) throws IOException {
        return RawHttp.post(CHAT, json, new Header("Authorization", "Bearer " + gateway.key()));
    }
}
