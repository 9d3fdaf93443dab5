package io.piuptime.stores.memory;

import io.piuptime.gateway.installation.Marks;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Marks in memory: for tests. */
public final class MemoryMarks implements Marks {
    private final ConcurrentHashMap<String, String> marks = new ConcurrentHashMap<>();

    @Override
    public Optional<String> find(String name) {
        return Optional.ofNullable(marks.get(name));
    }

    @Override
    public String claim(String name, String text) {
        return marks.computeIfAbsent(name, _ -> text);
    }

    @Override
    public void set(String name, String text) {
        marks.put(name, text);
    }
}
