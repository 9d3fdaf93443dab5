package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.Http2Outcome;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.RawHttp2;
import io.piuptime.testkit.raw.Reply;
import io.piuptime.testkit.raw.TestCertificate;
import io.piuptime.testkit.script.Script;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many streams at once: each caller gets the own frames alone, all of them, in order, and each frame when it comes. */
@Timeout(60)
class MarkersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration GAP = Duration.ofMillis(10);
    private static final int WINDOW = 1 << 20;
    private static final int FRAMES = 40;
    private static final int FRAMES_ONE_BY_ONE = 64;
    private static final int CALLERS = 100;
    private static final int CANCEL = 8;
    private static final String CHAT = "/v1/chat/completions";
    private static final Pattern CONTENT = Pattern.compile("\"content\":\"(m\\d+-\\d+)\"");

    @TempDir
    private Path folder;

    private FakeOpenAi fake;

    @BeforeEach
    void start() {
        fake = FakeOpenAi.start();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void two_hundred_streams_over_both_protocols_stay_apart_although_some_callers_leave() throws Exception {
        fake.always(MarkersTest::marked);
        TestCertificate certificate = TestCertificate.create(folder, 5);
        String tls = """
                listen: {tls: {certificate: "%s", key: "%s"}}
                """.formatted(certificate.certificate(), certificate.key());
        try (GatewayUnderTest gateway =
                        GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()) + tls);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            SSLSocketFactory sockets = certificate.trusting().getSocketFactory();
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int caller = i;
                tasks.add(() -> askOverHttp1(gateway, sockets, caller));
            }
            for (int i = 0; i < 4; i++) {
                int first = CALLERS + i * CALLERS / 4;
                tasks.add(() -> askOverHttp2(gateway, certificate, first, CALLERS / 4));
            }
            int whole = 0;
            for (Future<Integer> seen : callers.invokeAll(tasks)) {
                whole += seen.get();
            }

            assertThat(whole).isEqualTo(2 * CALLERS - 2 * CALLERS / 5);
            assertThat(fake.requests()).hasSize(2 * CALLERS);
            Await.until(
                    "who left has left upstream too",
                    PATIENCE,
                    () -> fake.requests().stream()
                                    .filter(Predicate.not(MarkersTest::stays))
                                    .filter(Received::isClosed)
                                    .count()
                            == 2 * CALLERS / 5);
            gateway.process().flush();
            assertThat(gateway.meter("piup_exchanges_in_flight")).isZero();
            assertThat(gateway.meter("piup_buffered_bytes")).isZero();
            String records =
                    gateway.admin("/admin/v1/usage?format=csv&limit=1000").body();
            assertThat(records.lines().filter(line -> line.contains(",complete,")))
                    .hasSize(whole);
            assertThat(records.lines().filter(line -> line.contains(",abandoned,")))
                    .hasSize(2 * CALLERS / 5);
        }
    }

    @Test
    void frames_that_come_one_by_one_leave_one_by_one() throws Exception {
        fake.always(_ -> frames("m1", FRAMES_ONE_BY_ONE));
        try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()));
                ExecutorService callers = Executors.newFixedThreadPool(2)) {
            Header key = key(gateway);
            assertThat(gateway.post(CHAT, ask("m1")).statusCode()).isEqualTo(200);

            // at the same time, so that both meet the same machine
            Future<Double> direct = callers.submit(() -> off(fake.port(), key));
            double through = callers.submit(() -> off(gateway.port(), key)).get();

            System.out.printf(
                    "one by one: frames come %.2f ms off their time, %.2f ms without the gateway%n",
                    through, direct.get());
            // held back and sent together, most would come at once and some 40 ms late
            assertThat(through - direct.get())
                    .as("how far the gaps are off in the median, in ms")
                    .isLessThan(5);
        }
    }

    /** How many milliseconds the gaps between a stream's frames are off, in the median. */
    private static double off(int port, Header key) throws IOException {
        List<Double> off = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            socket.getOutputStream().write(RawHttp.post(CHAT, ask("m1"), key).getBytes(StandardCharsets.UTF_8));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            long before = System.nanoTime();
            for (String line = lines.readLine(); !"data: [DONE]".equals(line); line = lines.readLine()) {
                assertThat(line).isNotNull();
                if (CONTENT.matcher(line).find()) {
                    long now = System.nanoTime();
                    off.add(Math.abs((now - before) / 1e6 - GAP.toMillis()));
                    before = now;
                }
            }
        }
        assertThat(off).hasSize(FRAMES_ONE_BY_ONE);
        off.sort(null);
        return off.get(FRAMES_ONE_BY_ONE / 2);
    }

    /** Returns how many streams came whole. */
    private static int askOverHttp1(GatewayUnderTest gateway, SSLSocketFactory sockets, int caller) throws IOException {
        String marker = "m" + caller;
        byte[] request = RawHttp.post(CHAT, ask(marker), key(gateway)).getBytes(StandardCharsets.UTF_8);
        try (Socket wire = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            wire.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            Socket socket = sockets.createSocket(wire, "localhost", gateway.port(), true);
            if (!stays(caller)) {
                socket.getOutputStream().write(request);
                String seen = new String(socket.getInputStream().readNBytes(2_000), StandardCharsets.UTF_8);
                assertThat(contents(seen)).isNotEmpty().allMatch(content -> content.startsWith(marker + "-"));
                return 0;
            }
            Reply reply = RawHttp.over(socket, PATIENCE).send(request).reply().orElseThrow();
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertWhole(reply.text(), marker);
            return 1;
        }
    }

    private static int askOverHttp2(GatewayUnderTest gateway, TestCertificate certificate, int first, int count)
            throws IOException {
        try (RawHttp2 client = RawHttp2.connect(gateway.port(), certificate, PATIENCE, WINDOW)) {
            client.grant(0, WINDOW);
            for (int i = 0; i < count; i++) {
                client.post(2 * i + 1, CHAT, ask("m" + (first + i)), key(gateway));
            }
            for (int i = 0; i < count; i++) {
                if (!stays(first + i)) {
                    String marker = "m" + (first + i) + "-";
                    assertThat(contents(client.received(2 * i + 1, 1_000)))
                            .isNotEmpty()
                            .allMatch(content -> content.startsWith(marker));
                    client.reset(2 * i + 1, CANCEL);
                }
            }
            int whole = 0;
            for (int i = 0; i < count; i++) {
                if (stays(first + i)) {
                    Http2Outcome outcome = client.outcome(2 * i + 1);
                    assertThat(outcome.end()).isEqualTo(Http2Outcome.End.WHOLE);
                    assertWhole(outcome.text(), "m" + (first + i));
                    whole++;
                }
            }
            return whole;
        }
    }

    private static void assertWhole(String body, String marker) {
        assertThat(contents(body))
                .isEqualTo(IntStream.range(0, FRAMES)
                        .mapToObj(i -> marker + "-" + i)
                        .toList());
        assertThat(body).endsWith("data: [DONE]\n\n");
    }

    /** Every fifth caller leaves in the middle. */
    private static boolean stays(int caller) {
        return caller % 5 != 0;
    }

    private static boolean stays(Received received) {
        return stays(Integer.parseInt(received.asked().marker().substring(1)));
    }

    private static Script marked(Received received) {
        Script frames = frames(received.asked().marker(), FRAMES);
        // who leaves has to be noticed: the provider does not end what they asked for
        return stays(received) ? frames : Script.stallAfter(frames, FRAMES / 2);
    }

    private static Script frames(String marker, int count) {
        return new Script.Chat(
                IntStream.range(0, count).mapToObj(i -> marker + "-" + i).toList(),
                Optional.empty(),
                "stop",
                Optional.empty(),
                GAP);
    }

    private static List<String> contents(String body) {
        return CONTENT.matcher(body)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static Header key(GatewayUnderTest gateway) throws IOException {
        return new Header("authorization", "Bearer " + gateway.key());
    }

    private static String ask(String marker) {
        return "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + marker + "\"}]}";
    }
}
