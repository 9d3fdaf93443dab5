package io.piuptime.dialects.chat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names of what a dialect could not express, each once, in the order in which it was met: {@code seed}, {@code tools.strict}. */
public final class Drops {
    private final Set<String> names = new LinkedHashSet<>();

    public void add(String name) {
        names.add(name);
    }

    public List<String> names() {
        return List.copyOf(names);
    }
}
