package io.piuptime.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.piuptime.control.access.Caller;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Seal;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.accept.admin.Call;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.installation.SharedAnswers;
import io.piuptime.gateway.installation.SharedAnswers.Known;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a POST that is sent again with the same {@code Idempotency-Key} as it was answered before, without doing it again,
 * whichever node is asked. Successes are remembered, sealed: there are texts of keys among them.
 */
public final class Repeats {
    static final String HEADER = "idempotency-key";
    private static final int LONGEST = 255;
    private static final Logger LOG = LoggerFactory.getLogger(Repeats.class);

    private final SharedAnswers answers;
    private final Seal seal;
    private final InstantSource clock;
    private final JsonMapper json = JsonMapper.shared();

    public Repeats(SharedAnswers answers, Seal seal, InstantSource clock) {
        this.answers = requireNonNull(answers, "answers");
        this.seal = requireNonNull(seal, "seal");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * A reply as it is kept.
     *
     * @param body in base64
     */
    private record Kept(int status, Map<String, String> headers, String body) {
        @Override
        public String toString() {
            return "status " + status;
        }
    }

    /** The answer to a call: the one that it had before, or what is made now. */
    CallReply answer(Caller caller, Call call, Supplier<CallReply> answer) {
        Optional<String> key = Optional.ofNullable(call.headers().get(HEADER))
                .filter(_ -> call.method().equals("POST"));
        return key.isEmpty() ? answer.get() : once(digest(caller.id(), call.path(), checked(key.get())), call, answer);
    }

    private CallReply once(String name, Call call, Supplier<CallReply> answer) {
        String question =
                digest(new TreeMap<>(call.query()).toString(), call.body().toString());
        Optional<Known> known = StoreFailedException.guard(() -> answers.begin(name, question, clock.instant()));
        if (known.isPresent()) {
            return repeated(name, question, known.get());
        }
        boolean done = false;
        try {
            CallReply reply = answer.get();
            done = true;
            settle(() -> answers.end(name, sealed(name, reply)));
            return reply;
        } finally {
            if (!done) {
                settle(() -> answers.drop(name));
            }
        }
    }

    /** What was done is done, though the store went away meanwhile: then it is remembered as under way for a while. */
    private static void settle(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.warn("an answer is not remembered: the store threw {}", e.getMessage());
        }
    }

    private CallReply repeated(String name, String question, Known known) {
        if (!known.question().equals(question)) {
            throw new Problem(
                    Problem.Kind.UNPROCESSABLE,
                    "idempotency_mismatch",
                    HEADER + ": sent before with another body (expected: a new key for another request)");
        }
        Bytes answer = known.answer()
                .orElseThrow(() -> new Problem(
                        Problem.Kind.CONFLICT,
                        "idempotency_under_way",
                        HEADER + ": the request before is under way (expected: again when it was answered)"));
        Kept kept = json.readValue(seal.open(answer.copy(), name.getBytes(UTF_8)), Kept.class);
        Map<String, String> headers = new HashMap<>(kept.headers());
        headers.put("x-piup-replayed", "true");
        return new CallReply(
                kept.status(), headers, Bytes.of(Base64.getDecoder().decode(kept.body())));
    }

    private Bytes sealed(String name, CallReply reply) {
        byte[] plain = json.writeValueAsBytes(new Kept(
                reply.status(),
                reply.headers(),
                Base64.getEncoder().encodeToString(reply.body().copy())));
        return Bytes.of(seal.close(plain, name.getBytes(UTF_8)));
    }

    /** Stands for texts: each with its length before it, so that no others look the same side by side. */
    private static String digest(String... texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                digest.update((text.length() + ":" + text).getBytes(UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
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
