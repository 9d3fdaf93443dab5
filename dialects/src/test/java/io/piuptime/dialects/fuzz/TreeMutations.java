package io.piuptime.dialects.fuzz;

import io.piuptime.dialects.chat.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes one or two values of a JSON tree into others that stay JSON: other types, extremes, nothing, doubles. */
final class TreeMutations {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-1e-400",
            "9223372036854775808",
            "123456789012345678901234567890",
            "\"\"",
            "\"auto\"",
            "\"x\"",
            "\"data:;base64,\"",
            "\"data:image/png;base64\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "[]",
            "[null]",
            "[[]]",
            "[{}]",
            "[\"x\"]",
            "{}",
            "{\"type\":\"x\"}",
            "{\"type\":1}",
            "{\"type\":\"text\"}",
            "{\"x\":{\"x\":{\"x\":[]}}}");

    private final RandomGenerator random;

    TreeMutations(RandomGenerator random) {
        this.random = random;
    }

    /** A changed copy. */
    JsonNode mutate(JsonNode original) {
        JsonNode copy = original.deepCopy();
        for (int i = random.nextInt(2); i >= 0; i--) {
            List<JsonNode> containers = new ArrayList<>();
            collect(copy, containers);
            change(containers.get(random.nextInt(containers.size())));
        }
        return copy;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.values().forEach(child -> collect(child, containers));
        }
    }

    private void change(JsonNode container) {
        JsonNode value = Trees.read(VALUES.get(random.nextInt(VALUES.size())));
        switch (container) {
            case ObjectNode object -> change(object, value);
            case ArrayNode array -> change(array, value);
            default -> throw new IllegalStateException("container: " + container.getNodeType());
        }
    }

    private void change(ObjectNode object, JsonNode value) {
        List<String> names = List.copyOf(object.propertyNames());
        if (names.isEmpty()) {
            object.set("x", value);
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 ->
                object.set(
                        name,
                        object.get(names.get(random.nextInt(names.size()))).deepCopy());
            default -> object.set(name, value);
        }
    }

    private void change(ArrayNode array, JsonNode value) {
        if (array.isEmpty() || random.nextInt(3) == 0) {
            array.add(value);
            return;
        }
        int at = random.nextInt(array.size());
        switch (random.nextInt(3)) {
            case 0 -> array.remove(at);
            case 1 -> array.add(array.get(at).deepCopy());
            default -> array.set(at, value);
        }
    }
}
