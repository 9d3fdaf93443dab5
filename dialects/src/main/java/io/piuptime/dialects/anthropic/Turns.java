package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.anthropic.terms.Words;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.Part;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members {@code system} and {@code messages}. A conversation of this dialect is written as it was; any other is brought into
 * turns: the user first, then by turns, results of tools before other words.
 */
final class Turns {
    private final ChatRequest request;
    private final Version version;
    private final Drops drops;
    private final boolean own;
    private final ContentWriter content;
    private final ArrayNode messages = Trees.array();
    private Optional<Role> last = Optional.empty();

    /** Results that the last message begins with. */
    private int results;

    Turns(ChatRequest request, Version version, Drops drops) {
        this.request = request;
        this.version = version;
        this.drops = drops;
        this.own = request.dialect().equals(Words.NAME);
        this.content = new ContentWriter(own, false, drops);
    }

    /** Writes both members and returns the messages. */
    ArrayNode write(ObjectNode body) {
        ArrayNode system = Trees.array();
        boolean leading = true;
        for (Message message : request.messages()) {
            if (message.name().isPresent()) {
                drops.add(Feature.PARTICIPANT);
            }
            boolean instructs = message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
            leading &= instructs;
            if (leading) {
                content.addInstructions(message.parts(), system);
                leading = !own;
            } else {
                add(message, instructs);
            }
        }
        if (!own) {
            beginWithUser();
            endWithoutSpace();
        }
        if (!system.isEmpty()) {
            body.set("system", system);
        }
        body.set("messages", messages);
        return messages;
    }

    private void add(Message message, boolean instructs) {
        ArrayNode blocks = content.blocks(message.parts());
        int said = blocks.size();
        version.settle(word(message.role()), blocks, drops);
        if (blocks.isEmpty() && (!own || said > 0)) {
            if (!message.parts().stream()
                    .allMatch(part ->
                            part instanceof Part.Text text && text.text().isEmpty())) {
                drops.add(Feature.EMPTY_MESSAGE);
            }
            return;
        }
        if (instructs && !own) {
            drops.add(Feature.INSTRUCTION_PLACE);
        }
        Role role = instructs && !own ? Role.USER : message.role();
        if (own || role != Role.TOOL) {
            place(role, blocks);
            return;
        }
        ArrayNode words = Trees.array();
        ArrayNode results = answering(blocks, words);
        if (!results.isEmpty()) {
            place(role, results);
        }
        if (!words.isEmpty()) {
            place(Role.USER, words);
        }
    }

    /** The results of calls that are there; what others say, whose call could not be told, becomes the user's words. */
    private ArrayNode answering(ArrayNode blocks, ArrayNode words) {
        Set<String> called = called();
        ArrayNode results = Trees.array();
        for (JsonNode block : blocks) {
            if (!isResult(block) || called.contains(block.path("tool_use_id").asString(""))) {
                results.add(block);
            } else {
                drops.add(Feature.RESULT);
                block.path("content").forEach(words::add);
            }
        }
        return results;
    }

    /** Ids of the calls in the last answer. */
    private Set<String> called() {
        Set<String> ids = new HashSet<>();
        for (int i = messages.size() - 1; i >= Math.max(0, messages.size() - 2); i--) {
            if (messages.path(i).path("role").asString("").equals("assistant")) {
                messages.path(i)
                        .path("content")
                        .forEach(block -> ids.add(block.path("id").asString("")));
                break;
            }
        }
        return ids;
    }

    private void place(Role role, ArrayNode blocks) {
        if (joins(role)) {
            ArrayNode before = (ArrayNode) messages.get(messages.size() - 1).path("content");
            if (role == Role.TOOL) {
                insertResults(blocks, before);
            } else {
                before.addAll(blocks);
            }
        } else {
            messages.addObject().put("role", word(role)).set("content", blocks);
            results = 0;
        }
        last = Optional.of(role);
    }

    private boolean joins(Role role) {
        if (last.isEmpty() || !word(last.get()).equals(word(role))) {
            return false;
        }
        return !own || (last.get() == Role.TOOL && role == Role.USER);
    }

    private void insertResults(ArrayNode blocks, ArrayNode into) {
        while (results < into.size() && isResult(into.get(results))) {
            results++;
        }
        int at = results;
        for (JsonNode block : blocks) {
            into.insert(at++, block);
        }
    }

    private static boolean isResult(JsonNode block) {
        return block.path("type").asString("").equals("tool_result");
    }

    private static String word(Role role) {
        return switch (role) {
            case USER, TOOL -> "user";
            case ASSISTANT -> "assistant";
            case SYSTEM, DEVELOPER -> "system";
        };
    }

    private void beginWithUser() {
        if (messages.path(0).path("role").asString("").equals("user")) {
            return;
        }
        drops.add(Feature.FIRST_MESSAGE);
        ObjectNode first = Trees.object().put("role", "user");
        first.putArray("content").addObject().put("type", "text").put("text", "Continue.");
        messages.insert(0, first);
    }

    /** An answer that the model is to go on with may not end in space. */
    private void endWithoutSpace() {
        JsonNode end = messages.path(messages.size() - 1);
        JsonNode blocks = end.path("content");
        if (end.path("role").asString("").equals("assistant")
                && blocks.path(blocks.size() - 1) instanceof ObjectNode block
                && block.has("text")) {
            block.put("text", block.path("text").asString("").stripTrailing());
        }
    }
}
