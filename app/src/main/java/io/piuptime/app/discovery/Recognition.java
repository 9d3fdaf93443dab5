package io.piuptime.app.discovery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells by its lists of models what kind of server answers, and what it has. What it says is a stranger's. */
final class Recognition {
    private static final int MOST_MODELS = 500;
    private static final int LONGEST_NAME = 200;

    /** What a server says that it has. */
    record Recognized(Kind kind, List<String> models) {}

    private Recognition() {}

    /** By OpenAI's list, in which each kind names itself as the owner; the first model that tells counts. */
    static Optional<Recognized> byModels(byte[] json) {
        JsonNode data = read(json).path("data");
        return data.valueStream()
                .limit(MOST_MODELS)
                .flatMap(model -> Kind.ownedBy(model.path("owned_by").asString("")).stream())
                .findFirst()
                .map(kind -> new Recognized(kind, names(data, "id")));
    }

    /** By Ollama's own list, which others do not have or have beside one that tells who they are. */
    static Optional<Recognized> byTags(byte[] json) {
        JsonNode models = read(json).path("models");
        return models.isArray() ? Optional.of(new Recognized(Kind.OLLAMA, names(models, "name"))) : Optional.empty();
    }

    private static JsonNode read(byte[] json) {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException _) {
            return JsonMapper.shared().missingNode();
        }
    }

    private static List<String> names(JsonNode models, String member) {
        Set<String> names = new LinkedHashSet<>();
        models.valueStream()
                .limit(MOST_MODELS)
                .map(model -> model.path(member).asString(""))
                .filter(Recognition::isName)
                .forEach(names::add);
        return new ArrayList<>(names);
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && name.chars().allMatch(letter -> letter > ' ' && letter < 0x7f && letter != '*');
    }
}
