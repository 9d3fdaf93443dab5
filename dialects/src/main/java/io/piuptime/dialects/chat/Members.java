package io.piuptime.dialects.chat;

import io.piuptime.model.chat.Json;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of a JSON object, read one by one: what nobody asked for is left in {@link #rest}. A member of the wrong type is
 * refused with its path; one that is {@code null} counts as absent.
 */
public final class Members {
    private final ObjectNode object;
    private final String path;
    private final Set<String> read = new HashSet<>();

    private Members(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** The members of a whole body. */
    public static Members of(JsonNode body) {
        return of(body, "");
    }

    /** The members of a value at a path, such as {@code messages[2]}. */
    public static Members of(JsonNode value, String path) {
        if (value instanceof ObjectNode object) {
            return new Members(object, path);
        }
        throw wrong(path.isEmpty() ? "body" : path, value, "object");
    }

    public String path() {
        return path;
    }

    /** The path of a member. */
    public String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public boolean has(String name) {
        JsonNode value = object.get(name);
        return value != null && !value.isNull();
    }

    /** The member, whatever its type. */
    public Optional<JsonNode> node(String name) {
        read.add(name);
        return has(name) ? Optional.of(object.get(name)) : Optional.empty();
    }

    public Optional<Json> json(String name) {
        return node(name).map(Trees::json);
    }

    public Optional<String> text(String name) {
        return node(name).map(value -> {
            if (!value.isString()) {
                throw wrong(path(name), value, "string");
            }
            return value.stringValue();
        });
    }

    /** The member, which has to be there. */
    public String needText(String name) {
        return text(name).orElseThrow(() -> missing(path(name)));
    }

    public Optional<Boolean> flag(String name) {
        return node(name).map(value -> {
            if (!value.isBoolean()) {
                throw wrong(path(name), value, "true or false");
            }
            return value.booleanValue();
        });
    }

    public OptionalLong whole(String name) {
        Optional<JsonNode> value = node(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.get().isIntegralNumber() || !value.get().canConvertToLong()) {
            throw wrong(path(name), value.get(), "whole number");
        }
        return OptionalLong.of(value.get().longValue());
    }

    /** A number, as it was written. */
    public Optional<Json> number(String name) {
        return node(name).map(value -> {
            if (!value.isNumber()) {
                throw wrong(path(name), value, "number");
            }
            return Trees.json(value);
        });
    }

    public Optional<Members> object(String name) {
        return node(name).map(value -> of(value, path(name)));
    }

    /** The values of a list; none if there is no such member. */
    public List<JsonNode> list(String name) {
        Optional<JsonNode> value = node(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray()) {
            throw wrong(path(name), value.get(), "list");
        }
        return List.copyOf(value.get().values());
    }

    /** The objects of a list; none if there is no such member. */
    public List<Members> objects(String name) {
        List<Members> all = new ArrayList<>();
        for (JsonNode value : list(name)) {
            all.add(of(value, path(name) + "[" + all.size() + "]"));
        }
        return all;
    }

    /** What was not read, in order. */
    public Map<String, Json> rest() {
        Map<String, Json> rest = new LinkedHashMap<>();
        object.properties().forEach(member -> {
            if (!read.contains(member.getKey())) {
                rest.put(member.getKey(), Trees.json(member.getValue()));
            }
        });
        return rest;
    }

    /** The whole object. */
    public ObjectNode all() {
        return object;
    }

    public static RefusedException wrong(String path, JsonNode value, String expected) {
        String found = value.getNodeType().name().toLowerCase(Locale.ROOT);
        return new RefusedException(
                new Refusal.BadRequest(path + ": " + found + " (expected: " + expected + ")", "invalid_type", path));
    }

    public static RefusedException missing(String path) {
        return new RefusedException(
                new Refusal.BadRequest(path + ": absent (expected: a value)", "missing_required_parameter", path));
    }
}
