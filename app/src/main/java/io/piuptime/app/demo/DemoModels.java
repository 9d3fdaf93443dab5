package io.piuptime.app.demo;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The names that the demo provider knows. */
final class DemoModels {
    private static final List<String> NAMES = List.of("demo", "demo-embedding");

    private DemoModels() {}

    /** The name of the model in a request, when it is one of these. */
    static String require(JsonNode request) {
        String name = request.path("model").asString("");
        if (!NAMES.contains(name)) {
            throw DemoError.notFound(
                    "model: '" + name + "' (expected: one of " + String.join(", ", NAMES) + ")", "model_not_found");
        }
        return name;
    }

    static ObjectNode list() {
        ObjectNode list = JsonMapper.shared().createObjectNode().put("object", "list");
        var data = list.putArray("data");
        NAMES.forEach(name -> data.add(model(name)));
        return list;
    }

    static ObjectNode one(String name) {
        if (!NAMES.contains(name)) {
            throw DemoError.notFound("model: '" + name + "' (expected: one of " + NAMES + ")", "model_not_found");
        }
        return model(name);
    }

    private static ObjectNode model(String name) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", 1_767_225_600)
                .put("owned_by", "piup");
    }
}
