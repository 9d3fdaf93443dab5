package io.piuptime.dialects.chat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names of what a dialect could not express, each once, in the order in which it was met: {@code seed}, {@code tools.strict}. */
public final class Drops {
    private final Set<String> names = new LinkedHashSet<>();

    public void add(Feature feature) {
        names.add(feature.id());
    }

    /** Adds a part of something that has parts by name: a keyword of a schema, an option. */
    public void add(Feature feature, String detail) {
        names.add(feature.id() + "." + detail);
    }

    /** Adds a member that only the dialect has from which it was read, under its own name. */
    public void extra(String member) {
        names.add(member);
    }

    public List<String> names() {
        return List.copyOf(names);
    }
}
