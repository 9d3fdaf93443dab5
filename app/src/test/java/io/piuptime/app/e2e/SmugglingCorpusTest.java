package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.piuptime.app.e2e.SmugglingCases.Case;
import io.piuptime.app.e2e.SmugglingCases.Outcome;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases of llhttp, a strict parser: what it refuses is refused here, what it accepts is accepted. */
class SmugglingCorpusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern LINE = Pattern.compile("^(?:\r\n)*([A-Z-]+) (\\S+) HTTP/1\\.1\r\n");

    private static final String FOLDED =
            "a folded header is read as one line, as RFC 9112 5.2 lets a server do; its line is written afresh";
    private static final String METHOD = "any token is read as a method; none but those served is let through (405)";
    private static final String OTHER_PROTOCOL = "RTSP and ICE are protocols that llhttp reads besides HTTP";

    /** Where the gateway judges in another way, and why that is no danger. */
    private static final Map<String, String> DIFFERENCES = Map.ofEntries(
            Map.entry("invalid: Spaces before headers", FOLDED),
            Map.entry("invalid: HTTP protocol and ANNOUNCE method", METHOD),
            Map.entry("invalid: Invalid method", METHOD),
            Map.entry("method: PRI request HTTP2", METHOD),
            Map.entry("method: SOURCE request with ICE", OTHER_PROTOCOL),
            Map.entry("method: OPTIONS request with RTSP", OTHER_PROTOCOL),
            Map.entry("method: ANNOUNCE request with RTSP", OTHER_PROTOCOL),
            Map.entry("sample: No HTTP version", "HTTP/0.9 is not spoken"),
            Map.entry(
                    "transfer-encoding: No extension after semicolon",
                    "extensions are dropped, an empty one too; the body goes on without chunks of the caller"),
            Map.entry(
                    "uri: Disallow UTF-8 in URI path in strict mode",
                    "paths are compared byte by byte; none with such bytes is served"));

    @TempDir
    private Path folder;

    /** What became of a case. */
    private record Seen(Case one, List<Reply> replies) {
        Outcome outcome() {
            boolean refused = replies.isEmpty() || isRefusal(replies.getFirst());
            return refused ? Outcome.REFUSED : Outcome.ACCEPTED;
        }

        /** Replies that take a request for one. */
        long answered() {
            return replies.stream().filter(reply -> !isRefusal(reply)).count();
        }

        private static boolean isRefusal(Reply reply) {
            return reply.text().contains("\"bad_framing\"") || reply.status() == 501;
        }

        String told() {
            return one + ": " + outcome() + " (expected: " + one.outcome() + ") "
                    + replies.stream().map(Reply::status).toList();
        }
    }

    @Test
    void judges_as_a_strict_parser_does_or_for_a_known_reason() throws Exception {
        Path cases = data().resolve("http1-llhttp/request");
        assumeThat(cases).as("cases, found by PIUP_DATA").isDirectory();
        List<Seen> all = new ArrayList<>();
        try (FakeOpenAi fake = FakeOpenAi.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()));
                ExecutorService callers = Executors.newFixedThreadPool(8)) {
            String key = gateway.key();
            List<Future<Seen>> running = SmugglingCases.in(cases).stream()
                    .map(one -> callers.submit(() -> tried(one, gateway.port(), key)))
                    .toList();
            for (Future<Seen> seen : running) {
                all.add(seen.get());
            }
            assertThat(fake.requests()).as("no body of these is JSON").isEmpty();
        }
        List<Seen> others = all.stream()
                .filter(seen -> seen.one().outcome() != Outcome.UNFINISHED)
                .filter(seen -> seen.outcome() != seen.one().outcome())
                .toList();
        System.out.printf("llhttp: %d cases, %d judged in another way%n", all.size(), others.size());
        assertThat(all).hasSizeGreaterThan(100);
        assertThat(others)
                .as("%s", others.stream().map(Seen::told).toList())
                .extracting(seen -> seen.one().title())
                .containsExactlyInAnyOrderElementsOf(DIFFERENCES.keySet());
        assertThat(all)
                .filteredOn(seen -> !DIFFERENCES.containsKey(seen.one().title()))
                .filteredOn(seen -> seen.answered() > seen.one().messages())
                .extracting(Seen::told)
                .as("more requests than a strict parser sees")
                .isEmpty();
    }

    private static Seen tried(Case one, int port, String key) {
        String bytes = asked(one, key);
        try (RawHttp caller = RawHttp.connect(port, PATIENCE)) {
            caller.send(SmugglingCases.encoded(bytes.contains("\r\n\r\n") ? bytes : bytes + "\r\n\r\n"));
            List<Reply> replies = new ArrayList<>();
            if (one.outcome() != Outcome.UNFINISHED) {
                Optional<Reply> first = caller.reply(bytes.startsWith("HEAD "));
                first.ifPresent(replies::add);
            }
            // what else is under way comes before the gateway notices that nothing more will be sent
            caller.finish();
            replies.addAll(caller.replies());
            return new Seen(one, replies);
        }
    }

    /** The case as a request to a served path, by a known caller, with the host that HTTP/1.1 wants. */
    private static String asked(Case one, String key) {
        Matcher line = LINE.matcher(one.bytes());
        if (!line.find() || one.bytes().startsWith(" ", line.end())) {
            return one.bytes();
        }
        boolean itsMethod = one.title().startsWith("method: ") || one.title().contains("ethod");
        boolean itsPath = one.title().startsWith("uri: ") || line.group(1).equals("CONNECT");
        String host = one.bytes().matches("(?is).*\nhost:.*") ? "" : "Host: a\r\n";
        return (itsMethod ? line.group(1) : "POST") + " " + (itsPath ? line.group(2) : "/v1/chat/completions")
                + " HTTP/1.1\r\n" + host + "Authorization: Bearer " + key + "\r\n"
                + one.bytes().substring(line.end());
    }

    private static Path data() {
        String set = System.getenv("PIUP_DATA");
        return set == null ? Path.of("../../shared/data") : Path.of(set);
    }
}
