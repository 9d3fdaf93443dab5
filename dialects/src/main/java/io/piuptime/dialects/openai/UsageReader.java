package io.piuptime.dialects.openai;

import static io.piuptime.dialects.openai.UsageNames.Count;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonCursor.Value;
import io.piuptime.dialects.openai.UsageNames.Inner;
import io.piuptime.dialects.openai.UsageNames.Named;
import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Tokens;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/**
 * Reads a usage object, whichever of the field's names it uses. Numbers that cannot be counts (negative, broken, absurd) are
 * taken as not said.
 */
final class UsageReader {
    /** More tokens than any exchange has: what is larger is garbage. */
    static final long MAX = 1_000_000_000_000L;

    private final EnumMap<Count, Long> counts = new EnumMap<>(Count.class);
    private Service service = Service.STANDARD;

    private UsageReader() {}

    /** Reads the value ahead. Empty when it says nothing about tokens. */
    static Optional<Tokens> read(JsonCursor cursor) {
        if (cursor.peek() != Value.OBJECT) {
            cursor.skip();
            return Optional.empty();
        }
        UsageReader reader = new UsageReader();
        cursor.enterObject();
        while (cursor.nextMember()) {
            reader.member(cursor);
        }
        return reader.tokens();
    }

    /** Reads how a reply says it was served; the standard one when it says nothing. */
    static Service service(JsonCursor cursor) {
        if (cursor.peek() != Value.STRING) {
            cursor.skip();
            return Service.STANDARD;
        }
        return Service.told(cursor.text());
    }

    private void member(JsonCursor cursor) {
        if (take(cursor, UsageNames.TOP)) {
            return;
        }
        for (Inner inner : UsageNames.INNER) {
            if (cursor.keyIs(inner.name())) {
                inner(cursor, inner.counts());
                return;
            }
        }
        if (cursor.keyIs(Names.SERVICE_TIER)) {
            service = service(cursor);
        } else {
            cursor.skip();
        }
    }

    private void inner(JsonCursor cursor, List<Named> known) {
        if (cursor.peek() != Value.OBJECT) {
            cursor.skip();
            return;
        }
        cursor.enterObject();
        while (cursor.nextMember()) {
            if (take(cursor, known)) {
                continue;
            }
            if (cursor.keyIs(UsageNames.CACHED_DETAILS)) {
                inner(cursor, UsageNames.CACHED);
            } else {
                cursor.skip();
            }
        }
    }

    /** Takes the member if its name is known; of several names for the same count, the last that says one counts. */
    private boolean take(JsonCursor cursor, List<Named> known) {
        for (Named named : known) {
            if (cursor.keyIs(named.name())) {
                take(cursor, named.count());
                return true;
            }
        }
        return false;
    }

    private Optional<Tokens> tokens() {
        long input = said(Count.INPUT);
        long output = said(Count.OUTPUT);
        long total = said(Count.TOTAL);
        if (input < 0 && output < 0 && total < 0 && said(Count.SECONDS) < 0) {
            return Optional.empty();
        }
        // an embedding's provider may say the total only, which then is the input
        long in = input >= 0 ? input : Math.max(0, total - Math.max(0, output));
        long out = Math.max(0, output);
        long reasoning = of(Count.REASONING);
        if (reasoning > 0 && total == in + out + reasoning) {
            out += reasoning; // some providers count it beside the answer
        }
        return Optional.of(new Tokens(in, out, of(Count.CACHED), reasoning, details(), Tokens.Source.REPORTED));
    }

    private Tokens.Details details() {
        long hour = of(Count.WRITTEN_HOUR);
        Tokens.Details details = new Tokens.Details(
                Math.max(hour, of(Count.WRITTEN)),
                hour,
                of(Count.AUDIO_INPUT),
                of(Count.AUDIO_CACHED),
                of(Count.AUDIO_OUTPUT),
                of(Count.IMAGE_INPUT),
                of(Count.IMAGE_CACHED),
                of(Count.IMAGE_OUTPUT),
                of(Count.CITATIONS),
                of(Count.SEARCHES),
                of(Count.SECONDS),
                service);
        return details.equals(Tokens.Details.NONE) ? Tokens.Details.NONE : details;
    }

    private long said(Count count) {
        return counts.getOrDefault(count, -1L);
    }

    private long of(Count count) {
        return counts.getOrDefault(count, 0L);
    }

    private void take(JsonCursor cursor, Count count) {
        if (cursor.peek() != Value.NUMBER) {
            cursor.skip();
            return;
        }
        long value = cursor.count(MAX);
        if (value >= 0) {
            counts.put(count, value);
        }
    }
}
