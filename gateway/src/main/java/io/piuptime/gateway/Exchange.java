package io.piuptime.gateway;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.ability.Needs;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Owner;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.exchange.Tags;
import io.piuptime.model.usage.Attribution;
import io.piuptime.model.usage.Reservation;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.TraceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One client request and its reply, on its way. Steps read and fill it; it is used by one thread at a time.
 *
 * <p>Times are nanoseconds of one monotonic clock.
 */
public final class Exchange {
    private final Head head;
    private final Snapshot snapshot;

    private @Nullable Caller caller;
    private @Nullable RequestFacts facts;
    private @Nullable Model model;
    private @Nullable Target sentTo;

    private String errand = "";
    private String target = "";
    private String provider = "";
    private int attempts;
    private String fallbackReason = "";
    private String trail = "";
    private boolean panic;
    private long queuedNanos;
    private List<String> dropped = List.of();
    private boolean admitted;
    private long requestBytes;
    private long replyBytes;
    private long firstTokenNanos = -1;
    private long upstreamNanos;
    private long waitingSince = -1;
    /** By attempts before the present one; nearly always nothing. */
    private List<Used> spent = List.of();

    private Reservation reservation = Reservation.NONE;
    private Tokens tokens = Tokens.NONE;
    private String finishReason = "";
    private @Nullable Runnable owed;
    private @Nullable Notice notice;
    private @Nullable Result result;

    /**
     * What was known when the exchange began.
     *
     * @param id unique, sorting by time
     * @param startedNanos when the head of the request was read
     * @param presentedKey the API key that came with it
     * @param operation what is asked, if it is asked of a model
     * @param address the peer's address, without its port
     * @param priority where not all can be served at once
     * @param tags that the request bears
     */
    public record Head(
            String id,
            Instant startedAt,
            long startedNanos,
            String method,
            String path,
            Optional<Operation> operation,
            Optional<String> presentedKey,
            String address,
            Priority priority,
            TraceContext trace,
            Map<String, String> tags) {
        /** Of a request without tags. */
        public Head(
                String id,
                Instant startedAt,
                long startedNanos,
                String method,
                String path,
                Optional<Operation> operation,
                Optional<String> presentedKey,
                String address,
                Priority priority,
                TraceContext trace) {
            this(
                    id,
                    startedAt,
                    startedNanos,
                    method,
                    path,
                    operation,
                    presentedKey,
                    address,
                    priority,
                    trace,
                    Map.of());
        }
    }

    /** What the caller is told in the head of the reply, whoever it comes from. */
    @FunctionalInterface
    public interface Notice {
        /** Hands each header over, name and value. */
        void tell(BiConsumer<String, String> header);
    }

    /** What one attempt used, and where: tokens of different targets have different prices. */
    public record Used(Target target, Tokens tokens) {}

    /** How it ended. */
    public record Result(int status, UsageRecord.Ending ending, String reason, long endedNanos) {}

    public Exchange(Head head, Snapshot snapshot) {
        this.head = requireNonNull(head, "head");
        this.snapshot = requireNonNull(snapshot, "snapshot");
    }

    public Head head() {
        return head;
    }

    /** The configuration that this exchange keeps until its end. */
    public Snapshot snapshot() {
        return snapshot;
    }

    public Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    /** Whose caller it is; of nobody known, the tenant that is there from the beginning. */
    public String tenant() {
        return caller().map(known -> known.owner().tenant()).orElse(Tenant.DEFAULT);
    }

    public void authenticated(Caller who) {
        caller = requireNonNull(who, "who");
    }

    /**
     * What the body asks for.
     *
     * @throws IllegalStateException before it was read
     */
    public RequestFacts facts() {
        return expect(facts, "facts");
    }

    /** What it needs of its target, as far as its body was read. */
    public Needs needs() {
        return facts == null ? Needs.NONE : facts.needs();
    }

    /** Whom it says that it is for, as far as its body was read; or empty. */
    public String user() {
        return facts == null ? "" : facts.user();
    }

    /** Marks of the caller's key and of the request. */
    public Map<String, String> tags() {
        return caller == null ? head.tags() : Tags.together(caller.tags(), head.tags());
    }

    public void read(RequestFacts found) {
        facts = requireNonNull(found, "found");
    }

    /**
     * The model that was asked for.
     *
     * @throws IllegalStateException before it was routed
     */
    public Model model() {
        return expect(model, "model");
    }

    public void routed(Model found) {
        model = requireNonNull(found, "found");
    }

    /** What is asked of a provider itself, by its name in records. The model stands for the provider's account. */
    public void asks(String ofProvider, Model account) {
        errand = requireNonNull(ofProvider, "ofProvider");
        model = requireNonNull(account, "account");
    }

    /** Whether a provider is asked itself, and no model. */
    public boolean asksProvider() {
        return !errand.isEmpty();
    }

    /** Whether the caller waits for a stream. */
    public boolean streams() {
        return facts != null && facts.stream();
    }

    public void admitted() {
        admitted = true;
    }

    public boolean wasAdmitted() {
        return admitted;
    }

    /** Something was taken that has to be given back at the end; at once if the end has come already. */
    public void owes(Runnable giveBack) {
        if (result != null) {
            giveBack.run();
            return;
        }
        Runnable before = owed;
        owed = before == null
                ? giveBack
                : () -> {
                    giveBack.run();
                    before.run();
                };
    }

    /** The head of the reply is to tell something. */
    public void tells(Notice what) {
        notice = requireNonNull(what, "what");
    }

    /** What the head of the reply is to tell, if anything. */
    public Optional<Notice> notice() {
        return Optional.ofNullable(notice);
    }

    public void attempting(Target next) {
        attempts++;
        spent = used();
        tokens = Tokens.NONE;
        target = next.id();
        provider = next.provider().name();
        sentTo = next;
    }

    /** What each attempt used, in their order; nothing of those of whom it is not known. */
    public List<Used> used() {
        if (sentTo == null || tokens.source() == Tokens.Source.UNKNOWN) {
            return spent;
        }
        Used present = new Used(sentTo, tokens);
        if (spent.isEmpty()) {
            return List.of(present);
        }
        List<Used> all = new ArrayList<>(spent);
        all.add(present);
        return List.copyOf(all);
    }

    /** Of those it was sent to at once, only this one goes on. */
    public void goesOnAt(Target one, List<String> without) {
        target = one.id();
        provider = one.provider().name();
        sentTo = one;
        dropped = List.copyOf(without);
    }

    /** The target it was sent to last, if it was sent. */
    public Optional<Target> sentTo() {
        return Optional.ofNullable(sentTo);
    }

    public int attempts() {
        return attempts;
    }

    /** Names of what was asked for and the target could not be told. */
    public List<String> dropped() {
        return dropped;
    }

    public void dropping(List<String> names) {
        dropped = List.copyOf(names);
    }

    public String target() {
        return target;
    }

    public String provider() {
        return provider;
    }

    /** From now on the time is the target's. */
    public void waiting(long nanos) {
        if (waitingSince < 0) {
            waitingSince = nanos;
        }
    }

    /** From now on the time is ours again. */
    public void answered(long nanos) {
        if (waitingSince >= 0) {
            upstreamNanos += nanos - waitingSince;
            waitingSince = -1;
        }
    }

    /** Bytes of the request's body that came so far. */
    public long requestBytes() {
        return requestBytes;
    }

    /** It is asked again, for the first time: what the attempt before failed of. */
    public void leaves(String reason) {
        fallbackReason = requireNonNull(reason, "reason");
    }

    /** An attempt has ended; of exchanges with several, the record names each. */
    public void tried(String what, long nanos) {
        tried(target, what, nanos);
    }

    /** The same of an attempt that was not the only one at its time. */
    public void tried(String whom, String what, long nanos) {
        if (!trail.isEmpty() || !fallbackReason.isEmpty()) {
            trail += (trail.isEmpty() ? "" : ", ") + whom + " " + what + " " + nanos / 1_000_000 + "ms";
        }
    }

    /** It is sent although no target is well. */
    public void panics() {
        panic = true;
    }

    /** Whether it was sent although no target was well. */
    public boolean isPanic() {
        return panic;
    }

    /** It has waited for a place at a target. */
    public void queued(long nanos) {
        queuedNanos += nanos;
    }

    /** How long it has waited for a place at a target, in nanoseconds. */
    public long queuedNanos() {
        return queuedNanos;
    }

    /** Why it was asked more than once, or empty. */
    public String fallbackReason() {
        return fallbackReason;
    }

    public void requestBytes(long count) {
        requestBytes += count;
    }

    /** Bytes of the reply that were written so far. */
    public long replyBytes() {
        return replyBytes;
    }

    public void replyBytes(long count) {
        replyBytes += count;
    }

    public void firstToken(long nanos) {
        if (firstTokenNanos < 0) {
            firstTokenNanos = nanos;
        }
    }

    /** What the present attempt used; those before it are not forgotten. */
    public void metered(Tokens used, String reason) {
        tokens = requireNonNull(used, "used");
        finishReason = requireNonNull(reason, "reason");
    }

    /** An attempt has set so much aside of budgets, in millionths of a dollar. */
    public void reserved(long micros) {
        reservation = reservation.and(micros);
    }

    /** Of so much that was set aside nobody will know what was spent. */
    public void unconfirmed(long micros) {
        reservation = reservation.unconfirming(micros);
    }

    /** Our own share of the time up to a moment, in nanoseconds. */
    public long ownNanos(long now) {
        long waited = upstreamNanos + (waitingSince < 0 ? 0 : now - waitingSince);
        return Math.max(0, now - head.startedNanos() - waited);
    }

    /**
     * Ends the exchange and gives back what it owes; the first call counts.
     *
     * @return whether this call was the first
     */
    public boolean end(Result how) {
        if (result != null) {
            return false;
        }
        result = requireNonNull(how, "how");
        answered(how.endedNanos());
        if (owed != null) {
            owed.run();
        }
        return true;
    }

    /** Whether it has ended, and with an answer that is no error. */
    public boolean wasAnswered() {
        return result != null && result.status() < 400;
    }

    /**
     * What is kept of the exchange.
     *
     * @throws IllegalStateException before its end
     */
    public UsageRecord record() {
        Result how = expect(result, "result");
        long start = head.startedNanos();
        UsageRecord record = new UsageRecord(
                        head.id(),
                        head.startedAt(),
                        caller == null ? "" : caller.keyId(),
                        head.operation().map(Operation::telemetryName).orElse(errand),
                        facts == null ? "" : facts.model(),
                        target,
                        how.status(),
                        how.ending(),
                        how.reason(),
                        streams(),
                        sum(),
                        finishReason,
                        attempts,
                        new UsageRecord.Times(
                                (how.endedNanos() - start) / 1000,
                                firstTokenNanos < 0 ? -1 : (firstTokenNanos - start) / 1000,
                                upstreamNanos / 1000),
                        new UsageRecord.Sizes(requestBytes, replyBytes))
                .reserving(reservation);
        UsageRecord attributed = caller == null ? record : record.attributed(attribution(caller));
        return trail().isEmpty() ? attributed : attributed.tried(trail());
    }

    private Attribution attribution(Caller who) {
        Owner owner = who.owner();
        return new Attribution(owner.tenant(), owner.team(), owner.application(), owner.user(), user(), tags());
    }

    private Tokens sum() {
        Tokens sum = Tokens.NONE;
        for (Used before : spent) {
            sum = sum.plus(before.tokens());
        }
        return sum.plus(tokens);
    }

    private String trail() {
        if (queuedNanos == 0 && !panic) {
            return trail;
        }
        StringJoiner words = new StringJoiner(", ");
        if (queuedNanos > 0) {
            words.add(head.priority().word() + " queued " + queuedNanos / 1_000_000 + "ms");
        }
        if (panic) {
            words.add("panic");
        }
        if (!trail.isEmpty()) {
            words.add(trail);
        }
        return words.toString();
    }

    private static <T> T expect(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException(name + " asked for before it was known");
        }
        return value;
    }
}
