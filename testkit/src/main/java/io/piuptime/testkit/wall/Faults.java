package io.piuptime.testkit.wall;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/**
 * Which model fails how. Names with {@code fb-} are FailoverBench's: a number, and after a hyphen what anyone likes;
 * {@code fb-ok} is well, {@code fb-ok-noprefill} too unless the assistant's words come last. Names with {@code wall-} are
 * of faults that it does not have.
 */
final class Faults {
    private static final String PREFIX = "fb-";

    private static final Map<String, Fault> BY_NUMBER = Map.ofEntries(
            entry("s01", Refusals.onceWithTime(Refusals.RATE)),
            entry("s02", Refusals.always(Refusals.RATE)),
            entry("s03", Refusals.once(Refusals.SERVER)),
            entry("s04", Refusals.always(Refusals.OVERLOADED)),
            entry("s05", Silences.resetOnce()),
            entry("s06", Silences.forLong()),
            entry("s07", Answers.SLOW),
            entry("s08", Answers.CUT),
            entry("s09", Answers.STALL),
            entry("s10", Answers.MALFORMED),
            entry("s11", Answers.NO_DONE),
            entry("s12", Refusals.always(Refusals.CONTEXT)),
            entry("s13", Refusals.always(Refusals.FILTER)),
            entry("s14", Answers.CUT),
            entry("s15", Refusals.whileDown(Refusals.OVERLOADED)),
            entry("s16", Refusals.always(Refusals.OVERLOADED)));

    private static final Map<String, Fault> BY_NAME = Map.ofEntries(
            entry("wall-keys", Refusals.byKey()),
            entry("wall-quota", Refusals.always(Refusals.QUOTA)),
            entry("wall-payment", Refusals.always(Refusals.PAYMENT)),
            entry("wall-crowded", Refusals.always(Refusals.CROWDED)),
            entry("wall-crowded-event", Oddities.errorFirst(Refusals.CROWDED)),
            entry("wall-quota-event", Oddities.errorFirst(Refusals.QUOTA)),
            entry("wall-rate-inside", Oddities.errorInside(Refusals.RATE)),
            entry("wall-redirect", Oddities.redirect()),
            entry("wall-dribble", Oddities.dribble()),
            entry("wall-pings", Oddities.pings()),
            entry("wall-endless-line", Oddities.endlessLine()),
            entry("wall-odd-usage", Oddities.oddUsage()),
            entry("wall-tool-cut", Oddities.toolCut()),
            entry("wall-after-end", Oddities.afterEnd()));

    private Faults() {}

    /** The fault of a model; empty if the wall has no such model. */
    static Optional<Fault> of(Chat chat) {
        String name = chat.name();
        if (!name.startsWith(PREFIX)) {
            return Optional.ofNullable(BY_NAME.get(name));
        }
        String rest = name.substring(PREFIX.length());
        return switch (rest) {
            case "ok" -> Optional.of(Answers.WHOLE);
            case "ok-noprefill" -> Optional.of(Refusals.ofPrefill());
            default -> Optional.ofNullable(BY_NUMBER.get(rest.split("-", 2)[0]));
        };
    }
}
