package io.piuptime.dialects.openai;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.model.usage.Tokens;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.json.JsonFactory;

/** Reads a reply piece by piece with constant memory: its form, its top-level usage, its first finish reason. */
final class LargeReplyMeter implements ReplyMeter {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser = JSON.createNonBlockingByteArrayParser(ObjectReadContext.empty());
    private final ByteArrayFeeder feeder = (ByteArrayFeeder) parser.nonBlockingInputFeeder();
    private final Deque<String> path = new ArrayDeque<>();
    private final UsageText usage = new UsageText();

    private String name = "";
    private String finishReason = "";
    private boolean begun;
    private boolean broken;
    private boolean complete;

    @Override
    public void feed(Bytes bytes) {
        if (broken) {
            return;
        }
        try {
            feeder.feedInput(bytes.array(), bytes.from(), bytes.to());
            drain();
        } catch (JacksonException _) {
            broken = true;
        }
    }

    @Override
    public ReplyReport finish() {
        try {
            if (!broken) {
                feeder.endOfInput();
                drain();
            }
        } catch (JacksonException _) {
            broken = true;
        }
        boolean wellFormed = !broken && complete;
        return new ReplyReport(wellFormed, usage.tokens().orElse(Tokens.NONE), finishReason);
    }

    private void drain() {
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            if (complete) {
                broken = true;
                return;
            }
            take(token);
            complete = begun && path.isEmpty();
        }
    }

    private void take(JsonToken token) {
        begun = true;
        switch (token) {
            case START_OBJECT, START_ARRAY -> path.addLast(name);
            case END_OBJECT, END_ARRAY -> path.removeLast();
            case PROPERTY_NAME -> {
                name = parser.currentName();
                return;
            }
            case VALUE_STRING -> {
                if (finishReason.isEmpty() && name.equals("finish_reason") && path.size() == 3) {
                    finishReason = parser.getString();
                }
            }
            default -> {}
        }
        usage.take(token, name, path, parser);
        name = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY ? "" : name;
    }

    /** Writes the top-level usage object out again, so that it is read like any other. */
    private static final class UsageText {
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private static final int MOST = 16 << 10;

        void take(JsonToken token, String name, Deque<String> path, JsonParser parser) {
            // members of usage and of the objects in it; everything else is of no interest
            boolean inUsage = path.size() >= 2
                    && path.stream().skip(1).findFirst().filter("usage"::equals).isPresent();
            if (!inUsage || token != JsonToken.VALUE_NUMBER_INT || text.size() > MOST) {
                return;
            }
            String value = parser.getString();
            text.writeBytes(("\"" + name + "\":" + value + ",").getBytes(StandardCharsets.UTF_8));
        }

        Optional<Tokens> tokens() {
            if (text.size() == 0) {
                return Optional.empty();
            }
            String members = text.toString(StandardCharsets.UTF_8);
            return UsageReader.read(new JsonCursor(Bytes.utf8("{" + members.substring(0, members.length() - 1) + "}")));
        }
    }
}
