package io.piuptime.dialects.openai.objects;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonCursor.Value;
import io.piuptime.dialects.json.JsonFault;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.authorize.owned.ObjectReader;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads files, batches, responses and lists of them as OpenAI writes them. */
public final class OpenAiObjects implements ObjectReader {
    private static final String ID = "id";
    private static final String DATA = "data";
    private static final String INPUT_FILE = "input_file_id";
    private static final byte[] INPUT_FILE_ASCII = INPUT_FILE.getBytes(StandardCharsets.US_ASCII);

    @Override
    public Told one(Bytes reply) {
        return told(read(reply), reply);
    }

    @Override
    public Page page(Bytes reply) {
        JsonNode tree = read(reply);
        if (!tree.path(DATA).isArray()) {
            throw garbage("it is no list");
        }
        List<Told> objects = new ArrayList<>();
        for (JsonNode one : tree.path(DATA)) {
            objects.add(told(one, Bytes.of(Trees.bytes(one))));
        }
        return new Page(objects, tree.path("has_more").asBoolean(false));
    }

    @Override
    public Bytes list(List<Told> objects, boolean more) {
        ObjectNode list = Trees.object();
        list.put("object", "list");
        ArrayNode data = Trees.array();
        objects.forEach(told -> data.add(Trees.read(told.text())));
        list.set(DATA, data);
        if (objects.isEmpty()) {
            list.putNull("first_id");
            list.putNull("last_id");
        } else {
            list.put("first_id", objects.getFirst().id());
            list.put("last_id", objects.getLast().id());
        }
        list.put("has_more", more);
        return Bytes.of(Trees.bytes(list));
    }

    @Override
    public Optional<String> inputFile(Bytes wish) {
        List<String> files = new ArrayList<>();
        try {
            JsonCursor cursor = new JsonCursor(wish);
            if (cursor.peek() != Value.OBJECT) {
                throw bad("The body is not a JSON object (expected: one).", "invalid_type", "");
            }
            cursor.enterObject();
            while (cursor.nextMember()) {
                if (cursor.keyIs(INPUT_FILE_ASCII)) {
                    if (cursor.peek() != Value.STRING) {
                        throw bad(INPUT_FILE + ": not a string (expected: one)", "invalid_type", INPUT_FILE);
                    }
                    files.add(cursor.text());
                } else {
                    cursor.skip();
                }
            }
            cursor.finish();
        } catch (JsonFault fault) {
            throw bad("The body is not valid JSON at byte " + fault.offset() + ".", "invalid_json", "");
        }
        if (files.size() > 1) {
            throw bad(
                    "The body has the member '" + INPUT_FILE + "' twice (expected: once).",
                    "duplicate_member",
                    INPUT_FILE);
        }
        return files.stream().findFirst();
    }

    @Override
    public Set<String> files(Bytes question) {
        return FileNames.in(question);
    }

    @Override
    public Optional<String> response(Bytes beginning) {
        return Beginning.response(beginning);
    }

    private static Told told(JsonNode tree, Bytes text) {
        String id = text(tree, ID).filter(one -> !one.isEmpty()).orElseThrow(() -> garbage("it names no object"));
        JsonNode expires = tree.path("expires_at");
        boolean file = text(tree, "object").filter("file"::equals).isPresent();
        return new Told(
                id,
                // a batch names the moment until which it may run
                file && expires.canConvertToLong() ? Optional.of(moment(expires.asLong())) : Optional.empty(),
                Stream.of("output_file_id", "error_file_id")
                        .flatMap(name -> text(tree, name).stream())
                        .toList(),
                text);
    }

    /** No moment that a provider means lies beyond these. */
    private static Instant moment(long seconds) {
        return Instant.ofEpochSecond(Math.clamp(seconds, 0L, 253_402_300_799L));
    }

    private static JsonNode read(Bytes reply) {
        try {
            return Trees.read(reply);
        } catch (JacksonException _) {
            throw garbage("it is no JSON");
        }
    }

    private static RefusedException bad(String message, String code, String param) {
        return new RefusedException(new Refusal.BadRequest(message, code, param));
    }

    private static RefusedException garbage(String why) {
        return new RefusedException(new Refusal.UpstreamFailed(
                "The provider's answer is not what its protocol allows: " + why + ".", "upstream_garbage"));
    }

    private static Optional<String> text(JsonNode tree, String name) {
        JsonNode value = tree.path(name);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }
}
