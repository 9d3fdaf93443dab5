package io.piuptime.stores.journal.codec;

import io.piuptime.model.price.Charge;
import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Attribution;
import io.piuptime.model.usage.Reservation;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.model.usage.UsageRecord.Ending;
import io.piuptime.model.usage.UsageRecord.Sizes;
import io.piuptime.model.usage.UsageRecord.Times;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A usage record as bytes: a version, then every component in order. A new component goes to the end under a new version, and
 * old versions stay readable, since a journal may be older than the program.
 */
public final class RecordCodec {
    /** No component of ours is that long; what a caller sent may be. */
    public static final int MOST_CHARACTERS = 2_048;

    private static final int VERSION = 5;
    private static final int WITHOUT_RESERVATION = 4;
    private static final int WITHOUT_ATTRIBUTION = 3;
    private static final int WITHOUT_TRAIL = 2;
    private static final int WITHOUT_COST = 1;
    private static final long MICROS_A_SECOND = 1_000_000;

    private RecordCodec() {}

    public static void write(UsageRecord usage, PayloadWriter out) {
        out.octet(VERSION);
        text(usage.id(), out);
        out.signed(micros(usage.startedAt()));
        text(usage.keyId(), out);
        text(usage.operation(), out);
        text(usage.model(), out);
        text(usage.target(), out);
        out.signed(usage.status());
        out.octet(code(usage.ending()));
        text(usage.reason(), out);
        out.octet(usage.stream() ? 1 : 0);
        Tokens tokens = usage.tokens();
        out.number(tokens.input());
        out.number(tokens.output());
        out.number(tokens.cached());
        out.number(tokens.reasoning());
        out.octet(code(tokens.source()));
        text(usage.finishReason(), out);
        out.signed(usage.attempts());
        out.signed(usage.times().total());
        out.signed(usage.times().firstToken());
        out.signed(usage.times().upstream());
        out.signed(usage.sizes().request());
        out.signed(usage.sizes().reply());
        write(tokens.details(), out);
        write(usage.charge(), out);
        text(usage.trail(), out);
        write(usage.attribution(), out);
        out.number(usage.reservation().micros());
        out.number(usage.reservation().unconfirmed());
    }

    /**
     * The record in a payload.
     *
     * @throws IllegalArgumentException when there is none, or one of a version that is not known here
     */
    public static UsageRecord read(byte[] payload) {
        PayloadReader in = new PayloadReader(payload);
        int version = in.octet();
        if (version < WITHOUT_COST || version > VERSION) {
            throw new IllegalArgumentException(
                    "version: " + version + " (expected: " + WITHOUT_COST + " to " + VERSION + ")");
        }
        UsageRecord usage = readWithoutCost(in);
        if (version == WITHOUT_COST) {
            return usage;
        }
        Tokens tokens = usage.tokens();
        UsageRecord counted = usage.counting(new Tokens(
                tokens.input(), tokens.output(), tokens.cached(), tokens.reasoning(), details(in), tokens.source()));
        Optional<Charge> charge = charge(in);
        UsageRecord charged = charge.isPresent() ? counted.charged(charge.get()) : counted;
        UsageRecord tried = version == WITHOUT_TRAIL ? charged : charged.tried(in.text());
        UsageRecord attributed = version <= WITHOUT_ATTRIBUTION ? tried : tried.attributed(attribution(in));
        return version <= WITHOUT_RESERVATION
                ? attributed
                : attributed.reserving(new Reservation(in.number(), in.number()));
    }

    private static UsageRecord readWithoutCost(PayloadReader in) {
        return new UsageRecord(
                in.text(),
                instant(in.signed()),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                (int) in.signed(),
                ending(in.octet()),
                in.text(),
                in.octet() != 0,
                new Tokens(in.number(), in.number(), in.number(), in.number(), source(in.octet())),
                in.text(),
                (int) in.signed(),
                new Times(in.signed(), in.signed(), in.signed()),
                new Sizes(in.signed(), in.signed()));
    }

    private static void write(Tokens.Details details, PayloadWriter out) {
        boolean any = !details.equals(Tokens.Details.NONE);
        out.octet(any ? 1 : 0);
        if (any) {
            out.number(details.written());
            out.number(details.writtenHour());
            out.number(details.audioInput());
            out.number(details.audioCached());
            out.number(details.audioOutput());
            out.number(details.imageInput());
            out.number(details.imageCached());
            out.number(details.imageOutput());
            out.number(details.citations());
            out.number(details.searches());
            out.number(details.seconds());
            out.octet(code(details.service()));
        }
    }

    private static Tokens.Details details(PayloadReader in) {
        return in.octet() == 0
                ? Tokens.Details.NONE
                : new Tokens.Details(
                        in.number(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.number(),
                        service(in.octet()));
    }

    private static void write(Optional<Charge> charge, PayloadWriter out) {
        out.octet(charge.isPresent() ? 1 : 0);
        if (charge.isPresent()) {
            out.number(charge.get().micros());
            text(charge.get().currency(), out);
            text(charge.get().price(), out);
        }
    }

    private static Optional<Charge> charge(PayloadReader in) {
        return in.octet() == 0 ? Optional.empty() : Optional.of(new Charge(in.number(), in.text(), in.text()));
    }

    private static void write(Attribution whose, PayloadWriter out) {
        boolean any = !whose.equals(Attribution.NONE);
        out.octet(any ? 1 : 0);
        if (any) {
            text(whose.tenant(), out);
            text(whose.team(), out);
            text(whose.application(), out);
            text(whose.user(), out);
            text(whose.endUser(), out);
            out.number(whose.tags().size());
            whose.tags().forEach((name, value) -> {
                text(name, out);
                text(value, out);
            });
        }
    }

    private static Attribution attribution(PayloadReader in) {
        return in.octet() == 0
                ? Attribution.NONE
                : new Attribution(in.text(), in.text(), in.text(), in.text(), in.text(), tags(in));
    }

    private static Map<String, String> tags(PayloadReader in) {
        Map<String, String> tags = new HashMap<>();
        for (long left = in.number(); left > 0; left--) {
            tags.put(in.text(), in.text());
        }
        return tags;
    }

    private static void text(String text, PayloadWriter out) {
        out.text(text, MOST_CHARACTERS);
    }

    private static long micros(Instant moment) {
        return moment.getEpochSecond() * MICROS_A_SECOND + moment.getNano() / 1_000;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_A_SECOND), Math.floorMod(micros, MICROS_A_SECOND) * 1_000);
    }

    private static int code(Ending ending) {
        return switch (ending) {
            case COMPLETE -> 1;
            case REFUSED -> 2;
            case BROKEN -> 3;
            case ABANDONED -> 4;
        };
    }

    private static Ending ending(int code) {
        return switch (code) {
            case 1 -> Ending.COMPLETE;
            case 2 -> Ending.REFUSED;
            case 3 -> Ending.BROKEN;
            case 4 -> Ending.ABANDONED;
            default -> throw new IllegalArgumentException("ending: " + code + " (expected: 1 to 4)");
        };
    }

    private static int code(Service service) {
        return switch (service) {
            case STANDARD -> 1;
            case BATCH -> 2;
            case FLEX -> 3;
            case PRIORITY -> 4;
            case FAST -> 5;
            case OTHER -> 6;
        };
    }

    private static Service service(int code) {
        return switch (code) {
            case 1 -> Service.STANDARD;
            case 2 -> Service.BATCH;
            case 3 -> Service.FLEX;
            case 4 -> Service.PRIORITY;
            case 5 -> Service.FAST;
            case 6 -> Service.OTHER;
            default -> throw new IllegalArgumentException("service: " + code + " (expected: 1 to 6)");
        };
    }

    private static int code(Tokens.Source source) {
        return switch (source) {
            case REPORTED -> 1;
            case COUNTED -> 2;
            case UNKNOWN -> 3;
        };
    }

    private static Tokens.Source source(int code) {
        return switch (code) {
            case 1 -> Tokens.Source.REPORTED;
            case 2 -> Tokens.Source.COUNTED;
            case 3 -> Tokens.Source.UNKNOWN;
            default -> throw new IllegalArgumentException("source: " + code + " (expected: 1 to 3)");
        };
    }
}
