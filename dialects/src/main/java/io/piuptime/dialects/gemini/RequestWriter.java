package io.piuptime.dialects.gemini;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.terms.CallIds;
import io.piuptime.dialects.gemini.terms.Words;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.ChatRequest.Handling;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for generateContent or streamGenerateContent; the model and the stream belong into the path. */
final class RequestWriter {
    /** Written where what they stand for is written. */
    private static final Set<String> PLACED = Set.of(Configs.CONFIG, Tooling.ASIDE, "toolConfig");

    /** Gemini 3 refuses a call of its own without its signature; this one Google names for calls that another model made. */
    private static final String FOREIGN_CALL = "skip_thought_signature_validator";

    private final ChatRequest request;
    private final boolean own;
    private final boolean jsonSchema;
    private final Drops drops;

    RequestWriter(ChatRequest request, boolean jsonSchema, Drops drops) {
        this.request = request;
        this.own = request.dialect().equals(Words.NAME);
        this.jsonSchema = jsonSchema;
        this.drops = drops;
    }

    ObjectNode write() {
        ObjectNode body = Trees.object();
        messages(body);
        Tooling.write(request, body, jsonSchema, drops);
        Configs.write(request, body, jsonSchema, drops);
        handling(request.handling(), body);
        request.extras().forEach((name, json) -> {
            if (!own) {
                drops.extra(name);
            } else if (!PLACED.contains(name)) {
                body.set(name, Trees.node(json));
            }
        });
        return body;
    }

    private void messages(ObjectNode body) {
        PartWriter writer = new PartWriter(new CallIds(""), own, drops);
        ArrayNode instructions = Trees.array();
        ArrayNode contents = Trees.array();
        Optional<Role> last = Optional.empty();
        for (Message message : request.messages()) {
            if (message.name().isPresent()) {
                drops.add(Feature.PARTICIPANT);
            }
            Role role = message.role();
            if (role == Role.SYSTEM || role == Role.DEVELOPER) {
                writer.writeAll(message.parts(), instructions);
                if (!contents.isEmpty()) {
                    drops.add(Feature.INSTRUCTION_PLACE);
                }
                continue;
            }
            ArrayNode parts = Trees.array();
            writer.writeAll(message.parts(), parts);
            if (parts.isEmpty() && !own) {
                continue;
            }
            if (last.isPresent() && joins(last.get(), role)) {
                ((ArrayNode) contents.get(contents.size() - 1).path("parts")).addAll(parts);
            } else {
                ObjectNode content = contents.addObject();
                content.put("role", role == Role.ASSISTANT ? "model" : "user");
                content.set("parts", parts);
            }
            last = Optional.of(role);
        }
        if (!own) {
            contents.values().forEach(this::sign);
        }
        if (!instructions.isEmpty()) {
            body.putObject("systemInstruction").set("parts", instructions);
        }
        body.set("contents", contents);
    }

    /** Results of one turn have to be in one content, and so have its calls; a dialect of one message a result parts them. */
    private boolean joins(Role last, Role role) {
        if (last == role) {
            return !own && role != Role.USER;
        }
        return last != Role.ASSISTANT && role != Role.ASSISTANT;
    }

    private void sign(JsonNode content) {
        if (!request.model().contains("gemini-3")) {
            return;
        }
        for (JsonNode part : content.path("parts").values()) {
            if (part.has("functionCall")) {
                if (part instanceof ObjectNode call && !call.has("thoughtSignature")) {
                    call.put("thoughtSignature", FOREIGN_CALL);
                }
                // only the first of several at once bears one
                return;
            }
        }
    }

    private void handling(Handling handling, ObjectNode body) {
        handling.serviceTier().ifPresent(tier -> {
            String word = tier.toLowerCase(Locale.ROOT);
            if (own) {
                body.put("serviceTier", tier);
            } else if (word.equals("flex") || word.equals("priority")) {
                body.put("serviceTier", word);
            } else if (!word.equals("auto") && !word.equals("default")) {
                drops.add(Feature.SERVICE_TIER);
            }
        });
        Map<String, String> metadata = handling.metadata();
        if (own && !metadata.isEmpty()) {
            ObjectNode labels = body.putObject("labels");
            metadata.forEach(labels::put);
        } else if (!metadata.isEmpty()) {
            drops.add(Feature.METADATA);
        }
        if (handling.user().isPresent()) {
            drops.add(Feature.USER);
        }
        if (handling.cacheKey().isPresent()) {
            drops.add(Feature.CACHE_KEY);
        }
        if (handling.store().orElse(false)) {
            drops.add(Feature.STORE);
        }
    }
}
