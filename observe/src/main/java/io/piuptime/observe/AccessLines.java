package io.piuptime.observe;

import io.piuptime.model.price.Charge;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import java.time.Duration;

/** Writes access events as JSON lines, each thread with a line of its own, into one queue. */
final class AccessLines implements AccessEvents {
    private static final JsonLine.Name TIME = new JsonLine.Name("time");
    private static final JsonLine.Name ID = new JsonLine.Name("id");
    private static final JsonLine.Name KEY = new JsonLine.Name("key");
    private static final JsonLine.Name METHOD = new JsonLine.Name("method");
    private static final JsonLine.Name PATH = new JsonLine.Name("path");
    private static final JsonLine.Name OPERATION = new JsonLine.Name("operation");
    private static final JsonLine.Name MODEL = new JsonLine.Name("model");
    private static final JsonLine.Name TARGET = new JsonLine.Name("target");
    private static final JsonLine.Name STATUS = new JsonLine.Name("status");
    private static final JsonLine.Name ENDING = new JsonLine.Name("ending");
    private static final JsonLine.Name REASON = new JsonLine.Name("reason");
    private static final JsonLine.Name STREAM = new JsonLine.Name("stream");
    private static final JsonLine.Name FINISH_REASON = new JsonLine.Name("finish_reason");
    private static final JsonLine.Name INPUT = new JsonLine.Name("input_tokens");
    private static final JsonLine.Name OUTPUT = new JsonLine.Name("output_tokens");
    private static final JsonLine.Name CACHED = new JsonLine.Name("cached_tokens");
    private static final JsonLine.Name REASONING = new JsonLine.Name("reasoning_tokens");
    private static final JsonLine.Name SOURCE = new JsonLine.Name("tokens_source");
    private static final JsonLine.Name COST = new JsonLine.Name("cost_micros");
    private static final JsonLine.Name CURRENCY = new JsonLine.Name("currency");
    private static final JsonLine.Name TOTAL_US = new JsonLine.Name("total_us");
    private static final JsonLine.Name FIRST_TOKEN_US = new JsonLine.Name("first_token_us");
    private static final JsonLine.Name UPSTREAM_US = new JsonLine.Name("upstream_us");
    private static final JsonLine.Name OWN_US = new JsonLine.Name("own_us");
    private static final JsonLine.Name REQUEST_BYTES = new JsonLine.Name("request_bytes");
    private static final JsonLine.Name REPLY_BYTES = new JsonLine.Name("reply_bytes");
    private static final JsonLine.Name ATTEMPTS = new JsonLine.Name("attempts");
    private static final JsonLine.Name TRAIL = new JsonLine.Name("trail");
    private static final JsonLine.Name TRACE_ID = new JsonLine.Name("trace_id");

    /** Names that a caller may choose freely end here. */
    private static final int MOST = 256;

    private final LineQueue queue;
    private final ThreadLocal<Desk> desks;

    /** What one thread writes with. */
    private static final class Desk {
        private final JsonLine line = new JsonLine();
        private final Scrubbed path;
        private final Scrubbed model;
        private final Scrubbed target;
        private final Scrubbed finishReason;
        private final Scrubbed trail;

        Desk(Redactor redactor) {
            path = new Scrubbed(redactor);
            model = new Scrubbed(redactor);
            target = new Scrubbed(redactor);
            finishReason = new Scrubbed(redactor);
            trail = new Scrubbed(redactor);
        }
    }

    /** Texts that are most often the same as the one before, which is not looked through again. */
    private static final class Scrubbed {
        private final Redactor redactor;
        private String asked = "";
        private String answer = "";
        private int revision;

        Scrubbed(Redactor redactor) {
            this.redactor = redactor;
        }

        String of(String text) {
            int current = redactor.revision();
            if (current != revision || !text.equals(asked)) {
                answer = redactor.scrub(text);
                asked = text;
                revision = current;
            }
            return answer;
        }
    }

    AccessLines(LineQueue queue, Redactor redactor) {
        this.queue = queue;
        this.desks = ThreadLocal.withInitial(() -> new Desk(redactor));
    }

    @Override
    public void publish(UsageRecord record, AccessFacts facts) {
        Desk desk = desks.get();
        encode(desk, record, facts);
        JsonLine line = desk.line;
        queue.offer(line.array(), line.length());
    }

    @Override
    public long dropped() {
        return queue.dropped();
    }

    @Override
    public boolean flush(Duration patience) {
        return queue.flush(patience);
    }

    @Override
    public void close() {
        queue.close();
    }

    private static void encode(Desk desk, UsageRecord record, AccessFacts facts) {
        Tokens tokens = record.tokens();
        UsageRecord.Times times = record.times();
        desk.line
                .begin()
                .time(TIME, record.startedAt())
                .text(ID, record.id(), MOST)
                .text(KEY, record.keyId(), MOST)
                .text(METHOD, facts.method(), MOST)
                .text(PATH, desk.path.of(withoutQuery(facts.path())), MOST)
                .text(OPERATION, record.operation(), MOST)
                .text(MODEL, desk.model.of(record.model()), MOST)
                .text(TARGET, desk.target.of(record.target()), MOST)
                .number(STATUS, record.status())
                .text(ENDING, word(record.ending()), MOST)
                .text(REASON, record.reason(), MOST)
                .flag(STREAM, record.stream())
                .text(FINISH_REASON, desk.finishReason.of(record.finishReason()), MOST)
                .number(INPUT, tokens.input())
                .number(OUTPUT, tokens.output())
                .number(CACHED, tokens.cached())
                .number(REASONING, tokens.reasoning())
                .text(SOURCE, word(tokens.source()), MOST)
                .number(TOTAL_US, times.total())
                .number(FIRST_TOKEN_US, times.firstToken())
                .number(UPSTREAM_US, times.upstream())
                .number(OWN_US, Math.max(0, times.total() - times.upstream()))
                .number(REQUEST_BYTES, record.sizes().request())
                .number(REPLY_BYTES, record.sizes().reply())
                .number(ATTEMPTS, record.attempts())
                .text(TRACE_ID, facts.traceId(), MOST);
        if (record.charge().isPresent()) {
            Charge charge = record.charge().get();
            desk.line.number(COST, charge.micros()).text(CURRENCY, charge.currency(), MOST);
        }
        if (!record.trail().isEmpty()) {
            desk.line.text(TRAIL, desk.trail.of(record.trail()), 3 * MOST);
        }
        desk.line.end();
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static String word(UsageRecord.Ending ending) {
        return switch (ending) {
            case COMPLETE -> "complete";
            case REFUSED -> "refused";
            case BROKEN -> "broken";
            case ABANDONED -> "abandoned";
        };
    }

    private static String word(Tokens.Source source) {
        return switch (source) {
            case REPORTED -> "reported";
            case COUNTED -> "counted";
            case UNKNOWN -> "unknown";
        };
    }
}
