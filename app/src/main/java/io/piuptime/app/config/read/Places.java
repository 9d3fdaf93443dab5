package io.piuptime.app.config.read;

import io.piuptime.app.config.read.Node.Entries;
import io.piuptime.app.config.read.Node.Items;
import io.piuptime.app.config.read.Node.Spot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each path stands in a text: its key and its value. A text that is right never needs them, so they are found by reading it
 * once more.
 */
record Places(Map<String, Spot> keys, Map<String, Spot> values) {
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
