package io.piuptime.testkit.turn;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.script.Script;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A provider on a free loopback port that answers in the dialects it was started with, the request's path telling which. Each
 * request takes the next turn of the queue; when that is empty, the one that {@link #always} chooses, at first an echo
 * of what the user said. It counts prompts by their words, takes none of these turns for that, and refuses any other path.
 */
public final class ScriptedUpstream implements AutoCloseable {
    private final FakeOpenAi fake;
    private final Set<UpstreamDialect> spoken;
    private final Queue<Turn> queue = new ConcurrentLinkedQueue<>();
    private volatile Function<Heard, Turn> otherwise = heard -> Turn.say(heard.said());

    private ScriptedUpstream(FakeOpenAi fake, Set<UpstreamDialect> spoken) {
        this.fake = fake;
        this.spoken = spoken;
    }

    /** Starts one that speaks a dialect and maybe more. */
    public static ScriptedUpstream start(UpstreamDialect dialect, UpstreamDialect... more) {
        ScriptedUpstream upstream = new ScriptedUpstream(FakeOpenAi.start(), EnumSet.of(dialect, more));
        upstream.fake.always(upstream::script);
        return upstream;
    }

    /** {@code http://127.0.0.1:port}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + fake.port());
    }

    /** The base URL as a provider of this dialect has it, {@code /v1} or {@code /v1beta} included where it is usual. */
    public URI baseUrl(UpstreamDialect dialect) {
        return URI.create(url() + dialect.prefix());
    }

    /** Adds turns to the queue. */
    public ScriptedUpstream next(Turn... turns) {
        queue.addAll(List.of(turns));
        return this;
    }

    /** Chooses the turn of every request for which the queue has none. */
    public ScriptedUpstream always(Function<Heard, Turn> choice) {
        otherwise = requireNonNull(choice, "choice");
        return this;
    }

    /** All requests so far, of any path, oldest first. */
    public List<Received> requests() {
        return fake.requests();
    }

    /** The requests so far that a turn answered, oldest first. */
    public List<Heard> heard() {
        return heardOf(requests().stream()).toList();
    }

    /** The last request that a turn answered, which has to have come. */
    public Heard last() {
        return heardOf(requests().reversed().stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no request has come"));
    }

    /** Waits until so many requests have come. */
    public List<Received> awaitRequests(int count, Duration within) {
        return fake.awaitRequests(count, within);
    }

    @Override
    public void close() {
        fake.close();
    }

    private Stream<Heard> heardOf(Stream<Received> requests) {
        return requests.filter(Received::isComplete)
                .filter(one -> !UpstreamDialect.counts(one.path()))
                .flatMap(one -> spoken(one).stream().map(dialect -> hear(dialect, one)));
    }

    private Script script(Received received) {
        Optional<UpstreamDialect> dialect = spoken(received);
        if (dialect.isEmpty() || !received.method().equals("POST")) {
            return Script.error(
                    404, "invalid_request_error", "Invalid URL (" + received.method() + " " + received.path() + ")");
        }
        Wording wording = dialect.get().wording();
        if (UpstreamDialect.counts(received.path())) {
            return wording.count(received.asked().words());
        }
        Heard heard = hear(dialect.get(), received);
        Turn queued = queue.poll();
        return wording.word(heard, queued == null ? otherwise.apply(heard) : queued);
    }

    private Optional<UpstreamDialect> spoken(Received received) {
        return UpstreamDialect.of(received.path()).filter(spoken::contains);
    }

    private static Heard hear(UpstreamDialect dialect, Received received) {
        return dialect.wording().hear(received, Tree.read(received.body()));
    }
}
