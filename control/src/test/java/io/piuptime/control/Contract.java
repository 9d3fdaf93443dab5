package io.piuptime.control;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.piuptime.control.api.Route;
import io.piuptime.gateway.accept.admin.CallReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** openapi.yaml, against which replies are held. */
final class Contract {
    private static final String SCHEMAS = "#/components/schemas/";

    private final JsonNode tree;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    Contract() {
        try (InputStream yaml = Route.class.getResourceAsStream("/openapi.yaml")) {
            Object read = new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
            tree = JsonMapper.shared().valueToTree(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode tree() {
        return tree;
    }

    /** A schema by its name among the components. */
    Schema schema(String name) {
        return schemas.computeIfAbsent(name, this::compiled);
    }

    /** What a reply to a route has that the contract does not promise; empty if it is as promised. */
    String complaints(Route route, CallReply reply) {
        JsonNode operation =
                tree.path("paths").path(route.pattern()).path(route.method().toLowerCase(Locale.ROOT));
        JsonNode responses = operation.path("responses");
        String status = Integer.toString(reply.status());
        if (!responses.has(status) && reply.status() < 400) {
            return "status " + status + " is not in the contract";
        }
        JsonNode response = resolved(responses.has(status) ? responses.path(status) : responses.path("default"));
        String type = Optional.ofNullable(reply.headers().get("content-type")).orElse("none");
        String bare = type.split(";", 2)[0];
        JsonNode content = response.path("content");
        if (!content.has(bare)) {
            return "content type " + type + " is not in the contract";
        }
        String ref = content.path(bare).path("schema").path("$ref").asString("");
        if (ref.isEmpty()) {
            return "";
        }
        return schema(ref.substring(SCHEMAS.length())).validate(reply.body().toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .collect(Collectors.joining("; "));
    }

    /** The row of a table that a call's path and method belong to. */
    static Optional<Route> route(List<Route> table, String method, String path) {
        return table.stream()
                .filter(route ->
                        route.method().equals(method) && route.match(path).isPresent())
                .findFirst();
    }

    private JsonNode resolved(JsonNode node) {
        String ref = node.path("$ref").asString("");
        return ref.isEmpty() ? node : tree.at(ref.substring(1));
    }

    private Schema compiled(String name) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("$ref", SCHEMAS + name);
        root.set("components", tree.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root);
    }
}
