package io.piuptime.app.config.read;

import java.util.List;

/** A part of a YAML text with its place. */
sealed interface Node {
    Spot spot();

    /** What it is, in words for a message. */
    String kind();

    /** One value; {@code plain} if it stands without quotes. */
    record Text(Spot spot, String text, boolean plain) implements Node {
        boolean isNothing() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String kind() {
            return isNothing() ? "nothing" : "a text";
        }
    }

    /** Values in order. */
    record Items(Spot spot, List<Node> items) implements Node {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys and their values in order, no key twice. */
    record Entries(Spot spot, List<Entry> entries) implements Node {
        @Override
        public String kind() {
            return "keys with values";
        }
    }

    /** A value of which a record was made already, since nothing was wrong with it. */
    record Bound(Spot spot, Record value) implements Node {
        @Override
        public String kind() {
            return "keys with values";
        }
    }

    /**
     * A place in a text, counted from 1.
     *
     * @param line of the text; 0 where there is no text
     * @param column of the line
     */
    record Spot(int line, int column) {
        static final Spot START = new Spot(1, 1);
    }

    /** One key and its value. */
    record Entry(Spot spot, String key, Node value) {}
}
