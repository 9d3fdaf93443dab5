package io.piuptime.testkit.load;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * The requests of a load and what their replies have to be.
 *
 * @param port on loopback
 * @param statuses that are no error; a body is checked only with status 200
 * @param body the exact body of the reply to a marker; empty = it has to contain the marker's digits
 * @param frames events of an event stream; 0 = the reply is none
 * @param patience for one exchange
 */
public record Load(
        int port,
        Template request,
        Set<Integer> statuses,
        Optional<LongFunction<byte[]>> body,
        int frames,
        Duration patience) {
    public Load {
        requireNonNull(request, "request");
        statuses = Set.copyOf(statuses);
        requireNonNull(body, "body");
        requireNonNull(patience, "patience");
    }

    /** JSON replies of status 200 that echo the marker. */
    public static Load echo(int port, Template request) {
        return new Load(port, request, Set.of(200), Optional.empty(), 0, Duration.ofSeconds(30));
    }

    /** Replies of status 200 with exactly that body. */
    public static Load exact(int port, Template request, LongFunction<byte[]> body) {
        return new Load(port, request, Set.of(200), Optional.of(body), 0, Duration.ofSeconds(30));
    }

    /** The same load, the replies event streams of so many events. */
    public Load streaming(int newFrames) {
        return new Load(port, request, statuses, body, newFrames, patience);
    }
}
