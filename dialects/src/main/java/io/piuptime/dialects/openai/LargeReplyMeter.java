package io.piuptime.dialects.openai;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonFault;
import io.piuptime.dialects.json.JsonText;
import io.piuptime.dialects.json.LongStrings;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a reply piece by piece with constant memory: its form, its top-level usage, its first finish reason. The insides of
 * long strings and the UTF-8 of names are not checked: what was read has left already.
 */
final class LargeReplyMeter implements ReplyMeter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonCursor.MAX_DEPTH)
                    .build())
            .build();

    private final LongStrings longStrings = new LongStrings();
    private final JsonParser parser = JSON.createNonBlockingByteArrayParser(ObjectReadContext.empty());
    private final ByteArrayFeeder feeder = (ByteArrayFeeder) parser.nonBlockingInputFeeder();
    private final UsageText usage = new UsageText();

    private Tokens tokens = Tokens.NONE;
    private String finishReason = "";
    private Service service = Service.STANDARD;
    /** Objects and arrays around the token. */
    private int depth;

    private boolean object;
    /** Name of the member of the outermost object that the token belongs to. */
    private String top = "";

    private boolean afterName;
    private boolean choices;
    private boolean complete;
    private boolean broken;

    @Override
    public void feed(Bytes bytes) {
        if (broken) {
            return;
        }
        try {
            Bytes shortened = longStrings.shorten(bytes);
            feeder.feedInput(shortened.array(), shortened.from(), shortened.to());
            drain();
        } catch (JacksonException | JsonFault _) {
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
        } catch (JacksonException | JsonFault _) {
            broken = true;
        }
        return broken || !complete
                ? new ReplyReport(false, Tokens.NONE, "")
                : new ReplyReport(true, service == Service.STANDARD ? tokens : tokens.servedAs(service), finishReason);
    }

    private void drain() {
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            // the parser lets a name without a value pass where a piece ends between them
            if (complete || (afterName && token.isStructEnd())) {
                broken = true;
                return;
            }
            afterName = token == JsonToken.PROPERTY_NAME;
            take(token);
            complete = depth == 0;
        }
    }

    private void take(JsonToken token) {
        if (token.isStructEnd()) {
            depth--;
        }
        if (depth == 0) {
            object |= token == JsonToken.START_OBJECT;
        } else if (depth == 1 && token == JsonToken.PROPERTY_NAME) {
            top = parser.currentName();
        } else if (object) {
            inside(token);
        }
        if (token.isStructStart()) {
            depth++;
        }
    }

    private void inside(JsonToken token) {
        if (top.equals("usage")) {
            usage.take(token, parser);
            if (depth == 1 && !token.isStructStart()) {
                tokens = usage.read().orElse(tokens);
            }
            return;
        }
        if (depth == 1 && token == JsonToken.VALUE_STRING && top.equals("service_tier")) {
            service = Service.told(parser.getString());
        }
        if (depth == 1) {
            choices = token == JsonToken.START_ARRAY && top.equals("choices");
        }
        boolean reason = choices && depth == 3 && token == JsonToken.VALUE_STRING;
        if (reason && finishReason.isEmpty() && "finish_reason".equals(parser.currentName())) {
            finishReason = ChunkReader.reason(parser.getString());
        }
    }

    /** Writes the usage object out again, so that it is read like any other. */
    private static final class UsageText {
        private static final int MOST = 16 << 10;

        private final StringBuilder text = new StringBuilder();

        void take(JsonToken token, JsonParser parser) {
            String next = switch (token) {
                case START_OBJECT -> "{";
                case END_OBJECT -> "}";
                case START_ARRAY -> "[";
                case END_ARRAY -> "]";
                case PROPERTY_NAME -> JsonText.quote(parser.currentName()) + ":";
                case VALUE_NUMBER_INT -> parser.getString();
                case VALUE_STRING -> JsonText.quote(parser.getString());
                default -> "null";
            };
            if (text.length() > MOST) {
                return;
            }
            boolean first = text.isEmpty() || "{[:".indexOf(text.charAt(text.length() - 1)) >= 0;
            text.append(first || token.isStructEnd() ? "" : ",").append(next);
        }

        /** The counts of what was taken since the last call. */
        Optional<Tokens> read() {
            boolean whole = text.length() <= MOST;
            Bytes json = Bytes.utf8(text.toString());
            text.setLength(0);
            return whole ? UsageReader.read(new JsonCursor(json)) : Optional.empty();
        }
    }
}
