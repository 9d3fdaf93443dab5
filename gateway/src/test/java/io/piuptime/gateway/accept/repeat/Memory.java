package io.piuptime.gateway.accept.repeat;

import io.piuptime.gateway.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Answers under a clock that is set by hand, and short words for what tests do with them. */
final class Memory {
    static final Asking ASKING = asking("caller-1", "k");
    static final Fingerprint BODY = Fingerprint.of("", Bytes.utf8("{}"));

    final AtomicLong nanos = new AtomicLong();
    final Answers answers;

    Memory(long bytes) {
        answers = new Answers(nanos::get, new Bounds(Duration.ofMinutes(10), bytes));
    }

    static Asking asking(String caller, String key) {
        return new Asking(caller, "POST", "/v1/chat/completions", key);
    }

    Claim claim(Asking asking, Follower follower) {
        return answers.claim(asking, BODY, "exchange-1", follower);
    }

    /** Claims what must not be known yet. */
    Recording first(Asking asking) {
        return switch (claim(asking, new Told())) {
            case Claim.First first -> first.recording();
            case Claim other -> throw new AssertionError("known already: " + other);
        };
    }

    /** Claims what must be known already. */
    Recording again(Asking asking, Follower follower) {
        return switch (claim(asking, follower)) {
            case Claim.Again again -> again.recording();
            case Claim other -> throw new AssertionError("not known: " + other);
        };
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    static Opening opening(int status) {
        return new Opening(status, List.of(), -1, false);
    }

    /** An answer of so many bytes that is complete. */
    void answered(Asking asking, int status, int bytes) {
        Recording recording = first(asking);
        recording.open(opening(status));
        recording.add(Bytes.of(new byte[bytes]));
        recording.end(new Close.Complete());
    }
}
