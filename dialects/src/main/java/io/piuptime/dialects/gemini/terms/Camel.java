package io.piuptime.dialects.gemini.terms;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads objects whose members may be written in either of protobuf's two ways: {@code mimeType} or {@code mime_type}. */
public final class Camel {
    private Camel() {}

    /** The members of an object, each under its camel-case name. */
    public static Members of(JsonNode value, String path) {
        return Members.of(value instanceof ObjectNode object ? renamed(object) : value, path);
    }

    public static Optional<Members> object(Members members, String name) {
        return members.node(name).map(value -> of(value, members.path(name)));
    }

    /** The objects of a list. An object that stands alone counts as a list of one, as Google reads it. */
    public static List<Members> objects(Members members, String name) {
        if (members.node(name).filter(JsonNode::isObject).isPresent()) {
            return object(members, name).stream().toList();
        }
        List<Members> all = new ArrayList<>();
        for (JsonNode value : members.list(name)) {
            all.add(of(value, members.path(name) + "[" + all.size() + "]"));
        }
        return all;
    }

    public static List<String> texts(Members members, String name) {
        List<String> all = new ArrayList<>();
        for (JsonNode value : members.list(name)) {
            if (!value.isString()) {
                throw Members.wrong(members.path(name) + "[" + all.size() + "]", value, "string");
            }
            all.add(value.stringValue());
        }
        return all;
    }

    public static String name(String name) {
        int from = name.indexOf('_', 1);
        if (from < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length()).append(name, 0, from);
        boolean upper = false;
        for (int i = from; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_') {
                camel.append(upper ? Character.toUpperCase(c) : c);
            }
            upper = c == '_';
        }
        return camel.toString();
    }

    private static ObjectNode renamed(ObjectNode object) {
        ObjectNode renamed = Trees.object();
        object.properties().forEach(member -> renamed.set(name(member.getKey()), member.getValue()));
        return renamed;
    }
}
