package io.piuptime.dialects.relay;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The manners of the dialects that have a codec. */
public final class Manners {
    private Manners() {}

    /** Anthropic's: a ping is an event there, and models have a display name. */
    public static Manner anthropic() {
        return new Anthropic();
    }

    /** Gemini's: a blank line says nothing to every reader of its streams, which comments would confuse. */
    public static Manner gemini() {
        return new Gemini();
    }

    /** The manner of OpenAI's Responses: models as OpenAI lists them, and no way to end a stream for somebody else. */
    public static Manner responses(Dialect openai) {
        return new Responses(openai);
    }

    private record Anthropic() implements Manner {
        private static final Bytes PING = Bytes.utf8("event: ping\ndata: {\"type\":\"ping\"}\n\n");
        private static final Bytes STOP = Bytes.utf8("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");

        @Override
        public Bytes heartbeat() {
            return PING;
        }

        @Override
        public Bytes terminal() {
            return STOP;
        }

        @Override
        public Bytes models(List<String> names, long created) {
            ObjectNode list = Trees.object();
            ArrayNode data = list.putArray("data");
            names.forEach(name -> data.add(one(name, created)));
            list.put("has_more", false);
            list.put("first_id", names.isEmpty() ? null : names.getFirst());
            list.put("last_id", names.isEmpty() ? null : names.getLast());
            return Bytes.of(Trees.bytes(list));
        }

        @Override
        public Bytes model(String name, long created) {
            return Bytes.of(Trees.bytes(one(name, created)));
        }

        private static ObjectNode one(String name, long created) {
            return Trees.object()
                    .put("type", "model")
                    .put("id", name)
                    .put("display_name", name)
                    .put("created_at", Instant.ofEpochSecond(created).toString());
        }
    }

    private record Gemini() implements Manner {
        private static final Bytes BLANK = Bytes.utf8("\n");

        @Override
        public Bytes heartbeat() {
            return BLANK;
        }

        @Override
        public Bytes terminal() {
            return Bytes.EMPTY;
        }

        @Override
        public Bytes models(List<String> names, long created) {
            ObjectNode list = Trees.object();
            ArrayNode models = list.putArray("models");
            names.forEach(name -> models.add(one(name)));
            return Bytes.of(Trees.bytes(list));
        }

        @Override
        public Bytes model(String name, long created) {
            return Bytes.of(Trees.bytes(one(name)));
        }

        private static ObjectNode one(String name) {
            ObjectNode model = Trees.object()
                    .put("name", "models/" + name)
                    .put("baseModelId", name)
                    .put("version", "")
                    .put("displayName", name);
            model.putArray("supportedGenerationMethods")
                    .add("generateContent")
                    .add("streamGenerateContent")
                    .add("countTokens");
            return model;
        }
    }

    private record Responses(Dialect openai) implements Manner {
        @Override
        public Bytes heartbeat() {
            return openai.heartbeat();
        }

        @Override
        public Bytes terminal() {
            return Bytes.EMPTY;
        }

        @Override
        public Bytes models(List<String> names, long created) {
            return openai.models(names, created);
        }

        @Override
        public Bytes model(String name, long created) {
            return openai.model(name, created);
        }
    }
}
