package io.piuptime.control;

import io.piuptime.control.access.Caller;
import io.piuptime.control.api.Problem;
import io.piuptime.gateway.accept.admin.Call;
import io.piuptime.gateway.accept.admin.CallReply;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Answers a POST that is sent again with the same {@code Idempotency-Key} as it was answered before, without doing it again. It
 * remembers successes, on this node, so many and for so long.
 */
public final class Repeats {
    static final String HEADER = "idempotency-key";
    static final int MOST = 1_000;
    static final Duration KEPT = Duration.ofHours(1);

    private static final int LONGEST = 255;

    private final LongSupplier nanos;
    private final LinkedHashMap<Name, Kept> kept = new LinkedHashMap<>();

    public Repeats(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Name(String caller, String path, String key) {}

    /** The digest of what was asked, and what was answered; no reply means that it is under way. */
    private record Kept(long since, String body, Optional<CallReply> reply) {}

    /** The answer to a call: the one that it had before, or what is made now. */
    CallReply answer(Caller caller, Call call, Supplier<CallReply> answer) {
        Optional<String> key = Optional.ofNullable(call.headers().get(HEADER))
                .filter(_ -> call.method().equals("POST"));
        return key.isEmpty()
                ? answer.get()
                : once(new Name(caller.id(), call.path(), checked(key.get())), call, answer);
    }

    private CallReply once(Name name, Call call, Supplier<CallReply> answer) {
        String body = digest(call);
        Optional<CallReply> before = begin(name, body);
        if (before.isPresent()) {
            return repeated(before.get());
        }
        Optional<CallReply> made = Optional.empty();
        try {
            CallReply reply = answer.get();
            made = Optional.of(reply);
            return reply;
        } finally {
            end(name, body, made);
        }
    }

    private synchronized Optional<CallReply> begin(Name name, String body) {
        forget();
        Kept known = kept.get(name);
        if (known == null) {
            kept.put(name, new Kept(nanos.getAsLong(), body, Optional.empty()));
            return Optional.empty();
        }
        if (!known.body().equals(body)) {
            throw new Problem(
                    Problem.Kind.UNPROCESSABLE,
                    "idempotency_mismatch",
                    HEADER + ": sent before with another body (expected: a new key for another request)");
        }
        if (known.reply().isEmpty()) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "idempotency_under_way",
                    HEADER + ": the request before is under way (expected: again when it was answered)");
        }
        return known.reply();
    }

    private synchronized void end(Name name, String body, Optional<CallReply> reply) {
        kept.remove(name);
        reply.ifPresent(made -> kept.put(name, new Kept(nanos.getAsLong(), body, reply)));
    }

    /** Drops what is too old, and the oldest if there is no room; called with the lock held. */
    private void forget() {
        long now = nanos.getAsLong();
        Iterator<Kept> oldest = kept.values().iterator();
        while (oldest.hasNext()) {
            boolean old = now - oldest.next().since() >= KEPT.toNanos();
            if (!old && kept.size() < MOST) {
                return;
            }
            oldest.remove();
        }
    }

    private static String digest(Call call) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(call.body().copy()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }

    private static CallReply repeated(CallReply reply) {
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put("x-piup-replayed", "true");
        return new CallReply(reply.status(), headers, reply.body());
    }

    private static String checked(String key) {
        boolean fit = !key.isEmpty() && key.length() <= LONGEST && key.chars().allMatch(c -> c > ' ' && c < 127);
        if (!fit) {
            throw Problem.invalid(
                    "invalid_idempotency_key",
                    HEADER + ": " + key.length() + " characters (expected: 1 to " + LONGEST
                            + " printable ones without blanks)");
        }
        return key;
    }
}
