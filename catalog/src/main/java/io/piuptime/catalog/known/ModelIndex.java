package io.piuptime.catalog.known;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The models of one provider, found by id; else by id or another name in any case; else by the closest name with a star;
 * else by all this without a date at the end.
 */
final class ModelIndex {
    /** {@code -2024-08-06}, {@code -20240806}, {@code @20240806}, {@code -0613}, {@code -latest}, {@code @default}. */
    private static final Pattern DATED =
            Pattern.compile("(.+)[-@](?:20\\d\\d-?\\d\\d-?\\d\\d|[01]\\d[0-3]\\d|latest|default)");

    private static final int LONGEST_NAME = 256;

    /** A name with stars, parted at them; before the first part and behind the last one nothing may stand. */
    private record Star(List<String> parts, Entry entry) {
        int literals() {
            return parts.stream().mapToInt(String::length).sum();
        }

        boolean fits(String name) {
            String first = parts.getFirst();
            String last = parts.getLast();
            int end = name.length() - last.length();
            if (end < first.length() || !name.startsWith(first) || !name.endsWith(last)) {
                return false;
            }
            int at = first.length();
            for (String part : parts.subList(1, parts.size() - 1)) {
                int found = name.indexOf(part, at);
                if (found < 0 || found + part.length() > end) {
                    return false;
                }
                at = found + part.length();
            }
            return true;
        }
    }

    private final List<String> ids;
    private final Supplier<List<KnownModel>> models;
    private final Map<String, Entry> byId = new HashMap<>();
    private final Map<String, Entry> byName = new HashMap<>();
    private final List<Star> stars = new ArrayList<>();

    ModelIndex(List<Entry> entries) {
        this.ids = entries.stream().map(Entry::id).toList();
        this.models = new Once<>(() -> entries.stream().map(Entry::model).toList());
        for (Entry entry : entries) {
            byId.put(entry.id(), entry);
            byName.put(folded(entry.id()), entry);
        }
        for (Entry entry : entries) {
            for (String name : entry.names()) {
                if (name.indexOf('*') < 0) {
                    byName.putIfAbsent(folded(name), entry);
                } else {
                    stars.add(new Star(List.of(folded(name).split("\\*", -1)), entry));
                }
            }
        }
    }

    List<String> ids() {
        return ids;
    }

    List<KnownModel> models() {
        return models.get();
    }

    Optional<KnownModel> find(String id) {
        Entry exact = byId.get(id);
        if (exact != null) {
            return Optional.of(exact.model());
        }
        if (id.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        String name = folded(id);
        Optional<Entry> found = named(name);
        if (found.isEmpty()) {
            Matcher dated = DATED.matcher(name);
            found = dated.matches() ? named(dated.group(1)) : found;
        }
        return found.map(Entry::model);
    }

    private Optional<Entry> named(String name) {
        Entry entry = byName.get(name);
        if (entry != null) {
            return Optional.of(entry);
        }
        Optional<Star> closest = Optional.empty();
        for (Star star : stars) {
            if (star.fits(name)
                    && closest.filter(other -> other.literals() >= star.literals())
                            .isEmpty()) {
                closest = Optional.of(star);
            }
        }
        return closest.map(Star::entry);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
