package io.piuptime.app.config.read;

import io.piuptime.app.config.read.Node.Entries;
import io.piuptime.app.config.read.Node.Items;
import io.piuptime.app.config.read.Node.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what is wrong with one text, and knows where each path stands in it. */
final class Problems {
    private static final int MOST = 100;

    private final List<Problem> found = new ArrayList<>();
    private Optional<Places> places = Optional.empty();
    private String text = "";

    /** Says which text it is: where paths stand in it is looked for when something is wrong with it. */
    void of(String whole) {
        text = whole;
    }

    void clear() {
        found.clear();
    }

    void add(String path, Spot spot, String what, String hint) {
        if (found.size() < MOST) {
            found.add(new Problem(path, spot.line(), spot.column(), what, hint));
        }
    }

    /**
     * Adds a problem with the value at a path, unless one is known there already, from which this one may only follow.
     * Without such a path in the text it stands at what would hold it.
     */
    void atValue(String path, String what, String hint) {
        if (found.stream().anyMatch(known -> known.path().startsWith(path))) {
            return;
        }
        add(path, nearest(places().values(), path), what, hint);
    }

    void atKey(String path, String what, String hint) {
        add(path, nearest(places().keys(), path), what, hint);
    }

    boolean none() {
        return found.isEmpty();
    }

    List<Problem> all() {
        return List.copyOf(found);
    }

    private Places places() {
        Places known = places.orElseGet(() -> Places.of(text));
        places = Optional.of(known);
        return known;
    }

    private static Spot nearest(Map<String, Spot> spots, String path) {
        String here = path;
        while (!here.isEmpty()) {
            Spot spot = spots.get(here);
            if (spot != null) {
                return spot;
            }
            here = here.substring(0, Math.max(here.lastIndexOf('.'), 0));
        }
        return Spot.START;
    }

    /**
     * Where each path stands in a text: its key and its value. A text that is right never needs them, so they are found by reading it
     * once more.
     */
    private record Places(Map<String, Spot> keys, Map<String, Spot> values) {
        /** Those of a text; none, if it cannot be read. */
        static Places of(String text) {
            Places places = new Places(new HashMap<>(), new HashMap<>());
            YamlReader.read(text, new Problems()).ifPresent(root -> places.below("", root));
            return places;
        }

        private void below(String path, Node node) {
            if (node instanceof Entries entries) {
                for (Node.Entry entry : entries.entries()) {
                    // as rows of the catalogue call their places, and as everything else is called
                    note(path + "." + entry.key(), entry.spot(), entry.value().spot());
                    String here = Keys.path(path, entry.key());
                    note(here, entry.spot(), entry.value().spot());
                    below(here, entry.value());
                }
            } else if (node instanceof Items items) {
                List<Node> all = items.items();
                for (int at = 0; at < all.size(); at++) {
                    String here = Keys.path(path, at);
                    note(here, all.get(at).spot(), all.get(at).spot());
                    below(here, all.get(at));
                }
            }
        }

        private void note(String path, Spot key, Spot value) {
            keys.put(path, key);
            values.put(path, value);
        }
    }
}
