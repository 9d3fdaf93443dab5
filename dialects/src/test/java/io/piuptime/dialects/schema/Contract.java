package io.piuptime.dialects.schema;

import io.piuptime.dialects.chat.Trees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks values against the definitions of a provider's contract, which are written as JSON Schema. Where a value may have one of
 * several forms, the form that is meant is told by {@code type}, {@code role} or {@code object}, and a fault is one of that form.
 */
public final class Contract {
    /** Says that exactly one of an object's members is there. */
    static final String UNION = "x-union";

    /** Lists of members of which one at most is there. */
    static final String ONE_OF = "x-one-of";

    /** Other names of members. */
    static final String ALSO = "x-also";

    private static final List<String> TELLING = List.of("type", "role", "object");

    private final JsonNode definitions;
    private final boolean nullsCount;

    /**
     * Definitions by name.
     *
     * @param nullsCount whether a member that is {@code null} is there
     */
    Contract(JsonNode definitions, boolean nullsCount) {
        this.definitions = definitions;
        this.nullsCount = nullsCount;
    }

    /** What is wrong with a value that is sent: a member that nobody knows is as wrong as one that is missing. */
    public Set<String> faultsOfSent(String definition, JsonNode value) {
        return faults(definition, value, true);
    }

    /** What is wrong with a value that is read: clients do not mind members that they do not know. */
    public Set<String> faultsOfRead(String definition, JsonNode value) {
        return faults(definition, value, false);
    }

    private Set<String> faults(String definition, JsonNode value, boolean closed) {
        List<String> faults = new ArrayList<>();
        new Check(faults).value(definition(definition), value, "", closed);
        return new LinkedHashSet<>(faults);
    }

    private JsonNode definition(String name) {
        JsonNode definition = definitions.get(name.substring(name.lastIndexOf('/') + 1));
        if (definition == null) {
            throw new IllegalArgumentException(name + ": unknown (expected: a definition of the contract)");
        }
        return definition;
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode at = schema;
        while (at.path("$ref").isString()) {
            at = definition(at.path("$ref").stringValue());
        }
        return at;
    }

    private static Iterable<JsonNode> forms(JsonNode schema) {
        List<JsonNode> forms = new ArrayList<>(schema.path("anyOf").values());
        forms.addAll(schema.path("oneOf").values());
        return forms;
    }

    /** Whether a form asks for another text in a telling member than is there. */
    private boolean contradicts(JsonNode form, String member, JsonNode said) {
        JsonNode schema = resolved(form);
        JsonNode property = resolved(schema.path("properties").path(member));
        if (property.has("enum") || property.has("const")) {
            return !allowed(property, said);
        }
        for (JsonNode part : schema.path("allOf").values()) {
            if (contradicts(part, member, said)) {
                return true;
            }
        }
        boolean any = false;
        for (JsonNode inner : forms(schema)) {
            any = true;
            if (!contradicts(inner, member, said)) {
                return false;
            }
        }
        return any;
    }

    private static boolean allowed(JsonNode schema, JsonNode value) {
        if (schema.has("const")) {
            return schema.path("const").equals(value);
        }
        return !schema.has("enum") || schema.path("enum").valueStream().anyMatch(value::equals);
    }

    /** Names of the members that a schema knows in any of its forms. */
    private void names(JsonNode of, Set<String> names) {
        JsonNode schema = resolved(of);
        names.addAll(schema.path("properties").propertyNames());
        schema.path("allOf").values().forEach(part -> names(part, names));
        forms(schema).forEach(form -> names(form, names));
    }

    private boolean isOpen(JsonNode of) {
        JsonNode schema = resolved(of);
        JsonNode more = schema.path("additionalProperties");
        boolean free = more.isObject() || (more.isBoolean() && more.booleanValue());
        return free || schema.path("allOf").valueStream().anyMatch(this::isOpen);
    }

    /** One check, with the faults that it found. */
    private final class Check {
        private final List<String> faults;

        private Check(List<String> faults) {
            this.faults = faults;
        }

        void value(JsonNode of, JsonNode value, String path, boolean closed) {
            JsonNode schema = resolved(of);
            if (value.isNull() && (schema.path("nullable").asBoolean(false) || !nullsCount)) {
                return;
            }
            if (!isOfType(schema, value)) {
                fault(
                        path,
                        value.getNodeType().name().toLowerCase(Locale.ROOT) + " (expected: " + schema.path("type")
                                + ")");
                return;
            }
            if (!allowed(schema, value)) {
                fault(path, value.toString() + " (expected: another)");
            }
            boolean own = closed && !schema.has("allOf") && !schema.has("properties");
            schema.path("allOf").values().forEach(part -> value(part, value, path, false));
            form(schema, value, path, own);
            switch (value.getNodeType()) {
                case OBJECT -> object(schema, (ObjectNode) value, path, closed);
                case ARRAY -> array(schema, value, path, closed);
                case STRING -> text(schema, value.stringValue(), path);
                case NUMBER -> number(schema, value, path);
                default -> {
                    // true, false and null have a type only
                }
            }
        }

        private void form(JsonNode schema, JsonNode value, String path, boolean closed) {
            List<JsonNode> forms = new ArrayList<>();
            forms(schema).forEach(forms::add);
            if (forms.isEmpty()) {
                return;
            }
            for (String member : TELLING) {
                if (value.path(member).isString()) {
                    List<JsonNode> meant = forms.stream()
                            .filter(form -> !contradicts(form, member, value.path(member)))
                            .toList();
                    forms = meant.isEmpty() ? forms : meant;
                }
            }
            List<String> best = List.of("none");
            for (int i = 0; i < forms.size() && !best.isEmpty(); i++) {
                List<String> found = new ArrayList<>();
                new Check(found).value(forms.get(i), value, path, closed);
                best = i == 0 || isNearer(found, best, path) ? found : best;
            }
            faults.addAll(best);
        }

        /** A form of another type is farther away than one of the right type with many faults. */
        private static boolean isNearer(List<String> found, List<String> than, String path) {
            boolean type = found.stream().anyMatch(fault -> fault.startsWith(path + ": "));
            boolean thanType = than.stream().anyMatch(fault -> fault.startsWith(path + ": "));
            return type == thanType ? found.size() < than.size() : thanType;
        }

        private void object(JsonNode schema, ObjectNode value, String path, boolean closed) {
            for (JsonNode name : schema.path("required").values()) {
                JsonNode there = value.get(name.stringValue());
                there = there == null
                        ? value.get(schema.path(ALSO).path(name.stringValue()).asString(""))
                        : there;
                if (there == null || (there.isNull() && !nullsCount)) {
                    fault(member(path, name.stringValue()), "absent");
                }
            }
            JsonNode properties = schema.path("properties");
            JsonNode more = schema.path("additionalProperties");
            // where there are only forms, the one that is meant told already
            boolean says = schema.has("properties") || schema.has("allOf");
            boolean refuses = closed && says && !isOpen(schema);
            Set<String> known = new LinkedHashSet<>();
            if (refuses) {
                names(schema, known);
            }
            value.properties().forEach(entry -> {
                String at = member(path, entry.getKey());
                if (properties.has(entry.getKey())) {
                    value(properties.get(entry.getKey()), entry.getValue(), at, closed);
                } else if (more.isObject()) {
                    value(more, entry.getValue(), member(path, "*"), closed);
                } else if (refuses && !known.contains(entry.getKey()) && (!known.isEmpty() || more.isBoolean())) {
                    fault(at, "unknown");
                }
            });
            count(schema, value, path);
        }

        private void count(JsonNode schema, ObjectNode value, String path) {
            long there = value.propertyStream()
                    .filter(entry -> !entry.getValue().isNull())
                    .count();
            if (schema.has(UNION) && there != 1) {
                fault(path, there + " members (expected: 1)");
            }
            for (JsonNode group : schema.path(ONE_OF).values()) {
                if (group.valueStream()
                                .filter(name -> value.hasNonNull(name.stringValue()))
                                .count()
                        > 1) {
                    fault(path, "several of " + group);
                }
            }
        }

        private void array(JsonNode schema, JsonNode value, String path, boolean closed) {
            range(schema, "minItems", "maxItems", value.size(), path, "values");
            if (schema.has("items")) {
                value.values().forEach(item -> value(schema.path("items"), item, path + "[]", closed));
            }
        }

        private void text(JsonNode schema, String value, String path) {
            range(schema, "minLength", "maxLength", value.codePointCount(0, value.length()), path, "characters");
            if (schema.has("pattern")
                    && !Pattern.compile(schema.path("pattern").stringValue())
                            .matcher(value)
                            .find()) {
                fault(
                        path,
                        "other characters (expected: " + schema.path("pattern").stringValue() + ")");
            }
        }

        private void number(JsonNode schema, JsonNode value, String path) {
            range(schema, "minimum", "maximum", value.doubleValue(), path, "at all");
        }

        private void range(JsonNode schema, String least, String most, double value, String path, String what) {
            if (schema.has(least) && value < schema.path(least).doubleValue()) {
                fault(path, "too few " + what + " (expected: " + schema.path(least) + " at least)");
            }
            if (schema.has(most) && value > schema.path(most).doubleValue()) {
                fault(path, "too many " + what + " (expected: " + schema.path(most) + " at most)");
            }
        }

        private void fault(String path, String words) {
            faults.add(path + ": " + words);
        }

        private static String member(String path, String name) {
            return path.isEmpty() ? name : path + "." + name;
        }
    }

    private static boolean isOfType(JsonNode schema, JsonNode value) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.valueStream().anyMatch(one -> isOfType(Trees.object().set("type", one), value));
        }
        return switch (type.asString("")) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" ->
                value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> true;
        };
    }
}
