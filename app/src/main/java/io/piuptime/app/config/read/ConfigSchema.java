package io.piuptime.app.config.read;

import io.piuptime.app.config.Describe;
import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.Size;
import io.piuptime.catalog.row.Row;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the JSON Schema of the configuration, made of its records, for editors that complete and check. */
public final class ConfigSchema {
    private static final String REFERENCE = "\\$\\{[^}]+\\}";

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;

    /** The schema as it is committed. */
    public String text() {
        ObjectNode schema = nodes.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Pi Uptime configuration");
        schema.setAll(record(GatewayConfig.class));
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    }

    private ObjectNode record(Class<?> type) {
        ObjectNode schema = nodes.objectNode();
        schema.putArray("type").add("object").add("null");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (RecordComponent component : type.getRecordComponents()) {
            Describe describe = component.getAnnotation(Describe.class);
            String key = Keys.written(component.getName());
            ObjectNode property = value(component.getGenericType(), describe);
            property.put("description", describe.value());
            if (!describe.byDefault().isEmpty()) {
                putDefault(property, component.getType(), describe.byDefault());
            }
            properties.set(key, property);
            if (isRequired(component)) {
                schema.withArray("required").add(key);
                schema.put("type", "object");
            }
        }
        return schema;
    }

    private static boolean isRequired(RecordComponent component) {
        Class<?> type = component.getType();
        return Scalars.covers(type)
                && component.getAnnotation(Describe.class).byDefault().isEmpty();
    }

    private static void putDefault(ObjectNode property, Class<?> type, String text) {
        if (type == int.class || type == long.class) {
            property.put("default", Long.parseLong(text));
        } else if (type == boolean.class) {
            property.put("default", text.equals("true"));
        } else {
            property.put("default", text);
        }
    }

    private ObjectNode value(Type type, Describe describe) {
        if (!(type instanceof ParameterizedType generic)) {
            Class<?> plain = type == Integer.class ? int.class : (Class<?>) type;
            if (plain == Row.class) {
                return nodes.objectNode().put("type", "object");
            }
            return Scalars.covers(plain) ? scalar(plain, describe) : record(plain);
        }
        Type inner = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
        ObjectNode schema = nodes.objectNode();
        if (generic.getRawType() == Optional.class) {
            return value(inner, describe);
        }
        if (generic.getRawType() == List.class) {
            schema.putArray("type").add("array").add("null");
            schema.set("items", value(inner, describe));
            return schema;
        }
        if (generic.getRawType() != Map.class) {
            throw new IllegalStateException("component of type " + type + " (expected: Optional, List or Map)");
        }
        schema.putArray("type").add("object").add("null");
        schema.set("additionalProperties", value(inner, describe));
        return schema;
    }

    /** Wherever a text stands for a value, a reference may stand for the text. */
    private ObjectNode scalar(Class<?> type, Describe describe) {
        ObjectNode schema = nodes.objectNode();
        if (type == Duration.class) {
            return schema.put("type", "string").put("pattern", either(Units.DURATIONS.pattern()));
        }
        if (type == Size.class) {
            schema.putArray("type").add("integer").add("string");
            schema.put("minimum", describe.min());
            return schema.put("pattern", either("[0-9]+|" + Units.SIZES.pattern()));
        }
        if (type == int.class || type == long.class) {
            schema.putArray("type").add("integer").add("string");
            schema.put("minimum", describe.min()).put("maximum", describe.max());
            return schema.put("pattern", either("[0-9]+"));
        }
        if (type == boolean.class) {
            schema.putArray("type").add("boolean").add("string");
            return schema.put("pattern", either("true|false"));
        }
        if (type.isEnum()) {
            var choices = schema.putArray("anyOf");
            var listed = choices.addObject().putArray("enum");
            Scalars.choices(type).forEach(listed::add);
            choices.addObject().put("type", "string").put("pattern", "^.*" + REFERENCE + ".*$");
            return schema;
        }
        schema.putArray("type").add("string").add("number");
        return schema;
    }

    private static String either(String pattern) {
        return "^(" + pattern + "|.*" + REFERENCE + ".*)$";
    }
}
