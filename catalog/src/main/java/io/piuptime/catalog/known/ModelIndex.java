package io.piuptime.catalog.known;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    private record Star(List<String> parts, KnownModel model) {
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

    private final List<KnownModel> models;
    private final Map<String, KnownModel> byId = new HashMap<>();
    private final Map<String, KnownModel> byName = new HashMap<>();
    private final List<Star> stars = new ArrayList<>();

    ModelIndex(List<KnownModel> models) {
        this.models = List.copyOf(models);
        for (KnownModel model : models) {
            byId.put(model.id(), model);
            byName.put(folded(model.id()), model);
        }
        for (KnownModel model : models) {
            for (String name : model.names()) {
                if (name.indexOf('*') < 0) {
                    byName.putIfAbsent(folded(name), model);
                } else {
                    stars.add(new Star(List.of(folded(name).split("\\*", -1)), model));
                }
            }
        }
    }

    List<KnownModel> models() {
        return models;
    }

    Optional<KnownModel> find(String id) {
        KnownModel exact = byId.get(id);
        if (exact != null) {
            return Optional.of(exact);
        }
        if (id.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        String name = folded(id);
        Optional<KnownModel> found = named(name);
        Matcher dated = DATED.matcher(name);
        if (found.isEmpty() && dated.matches()) {
            found = named(dated.group(1));
        }
        return found;
    }

    private Optional<KnownModel> named(String name) {
        KnownModel model = byName.get(name);
        if (model != null) {
            return Optional.of(model);
        }
        Star closest = null;
        for (Star star : stars) {
            if (star.fits(name) && (closest == null || star.literals() > closest.literals())) {
                closest = star;
            }
        }
        return closest == null ? Optional.empty() : Optional.of(closest.model());
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
