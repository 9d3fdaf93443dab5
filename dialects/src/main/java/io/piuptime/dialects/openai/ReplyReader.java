package io.piuptime.dialects.openai;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonCursor.Value;
import io.piuptime.dialects.json.JsonFault;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;

/** Reads a whole reply in one pass. */
final class ReplyReader {
    private Tokens tokens = Tokens.NONE;
    private String finishReason = "";
    private Service service = Service.STANDARD;

    private ReplyReader() {}

    static ReplyReport read(Bytes body) {
        ReplyReader reader = new ReplyReader();
        JsonCursor cursor = new JsonCursor(withoutMark(body));
        try {
            if (cursor.peek() == Value.OBJECT) {
                reader.object(cursor);
            } else {
                cursor.skip();
            }
            cursor.finish();
            return new ReplyReport(true, reader.tokens(), reader.finishReason);
        } catch (JsonFault _) {
            return new ReplyReport(false, Tokens.NONE, "");
        }
    }

    /** Some servers begin with a byte order mark, and clients pass over it (RFC 8259 §8.1). */
    private static Bytes withoutMark(Bytes body) {
        byte[] array = body.array();
        int from = body.from();
        boolean marked = body.length() >= 3
                && array[from] == (byte) 0xef
                && array[from + 1] == (byte) 0xbb
                && array[from + 2] == (byte) 0xbf;
        return marked ? new Bytes(array, from + 3, body.to()) : body;
    }

    private void object(JsonCursor cursor) {
        cursor.enterObject();
        while (cursor.nextMember()) {
            if (cursor.keyIs(Names.USAGE)) {
                Optional<Tokens> said = UsageReader.read(cursor);
                tokens = said.orElse(tokens);
            } else if (cursor.keyIs(Names.CHOICES) && cursor.peek() == Value.ARRAY) {
                choices(cursor);
            } else if (cursor.keyIs(Names.SERVICE_TIER)) {
                service = UsageReader.service(cursor);
            } else {
                cursor.skip();
            }
        }
    }

    /** With the service that the reply names, if its usage does not name another. */
    private Tokens tokens() {
        return service == Service.STANDARD ? tokens : tokens.servedAs(service);
    }

    private void choices(JsonCursor cursor) {
        cursor.enterArray();
        while (cursor.nextElement()) {
            if (cursor.peek() == Value.OBJECT) {
                choice(cursor);
            } else {
                cursor.skip();
            }
        }
    }

    private void choice(JsonCursor cursor) {
        cursor.enterObject();
        while (cursor.nextMember()) {
            if (finishReason.isEmpty() && cursor.keyIs(Names.FINISH_REASON) && cursor.peek() == Value.STRING) {
                finishReason = ChunkReader.reason(cursor.text());
            } else {
                cursor.skip();
            }
        }
    }
}
