package io.piuptime.app.config.read;

import io.piuptime.app.config.read.Node.Entries;
import io.piuptime.app.config.read.Node.Entry;
import io.piuptime.app.config.read.Node.Items;
import io.piuptime.app.config.read.Node.Spot;
import io.piuptime.app.config.read.Node.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Makes nodes of one YAML text; bounded in depth and in what its aliases may multiply to. */
final class YamlReader {
    private static final int DEEPEST = 20;
    /** Of a file that somebody wrote. */
    static final int MOST_VALUES = 100_000;

    private static final int SMALLEST_BUFFER = 1 << 10;
    /** The parser copies what it looks ahead at once a buffer: a word of 16 MiB would take minutes with small ones. */
    private static final int LARGEST_BUFFER = 1 << 20;

    /** Takes the values of a section one by one as they are read, so that not all of them have to be kept as they stand. */
    interface Early {
        /** What is kept in the place of a value. */
        Node of(String section, String key, Node value);
    }

    private record Anchored(Node node, int values) {}

    /** Ends the reading of a text that cannot be understood any further. */
    private static final class StopException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Spot spot;
        private final String hint;

        StopException(Spot spot, String found, String hint) {
            super(found, null, false, false);
            this.spot = spot;
            this.hint = hint;
        }
    }

    private final Problems problems;
    private final Iterator<Event> events;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final int mostValues;
    private final Early early;
    private String section = "";
    private boolean anchored;
    private int values;

    private YamlReader(LoadSettings settings, String text, int mostValues, Problems problems, Early early) {
        this.problems = problems;
        this.mostValues = mostValues;
        this.early = early;
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The root of a text; empty if it is not well-formed, which is then among the problems. */
    static Optional<Node> read(String text, Problems problems) {
        return read(text, MOST_VALUES, problems);
    }

    /**
     * The same of a text of another size.
     *
     * @param mostValues that it may have, aliases told out
     */
    static Optional<Node> read(String text, int mostValues, Problems problems) {
        return read(true, text, mostValues, problems, (_, _, value) -> value);
    }

    /** The same without places, and with somebody who takes values as they come, up to the first that has an anchor. */
    static Optional<Node> quickly(String text, int mostValues, Problems problems, Early early) {
        return read(false, text, mostValues, problems, early);
    }

    /** Places take longer to note than the rest to read. */
    private static LoadSettings settings(boolean places, int length) {
        return LoadSettings.builder()
                .setParseComments(false)
                .setUseMarks(places)
                .setBufferSize(Math.clamp(length, SMALLEST_BUFFER, LARGEST_BUFFER))
                .setCodePointLimit(Integer.MAX_VALUE) // whoever gives a text bounds it
                .build();
    }

    private static Optional<Node> read(boolean places, String text, int mostValues, Problems problems, Early early) {
        if (text.isBlank()) {
            // The usual start has no file, and need not load a parser.
            return Optional.of(new Entries(Spot.START, List.of()));
        }
        try {
            return Optional.of(
                    new YamlReader(settings(places, text.length()), text, mostValues, problems, early).document());
        } catch (StopException e) {
            problems.add("", e.spot, String.valueOf(e.getMessage()), e.hint);
        } catch (MarkedYamlEngineException e) {
            problems.add("", spot(e.getProblemMark()), e.getProblem(), "expected: well-formed YAML");
        } catch (YamlEngineException e) {
            problems.add("", Spot.START, "text that is not YAML", "expected: well-formed YAML");
        }
        return Optional.empty();
    }

    private Node document() {
        events.next();
        Event start = events.next();
        if (start.getEventId() == Event.ID.StreamEnd) {
            return new Entries(Spot.START, List.of());
        }
        Node root = node(events.next(), 0);
        events.next();
        Event next = events.next();
        if (next.getEventId() != Event.ID.StreamEnd) {
            throw new StopException(spot(next.getStartMark()), "a second document", "expected: one");
        }
        return root;
    }

    private Node node(Event event, int depth) {
        Spot spot = spot(event.getStartMark());
        if (depth > DEEPEST) {
            throw new StopException(spot, "more than " + DEEPEST + " levels", "expected: at most " + DEEPEST);
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias, spot);
        }
        int before = values;
        count(1, spot);
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        anchored |= anchor.isPresent();
        Node node = unnamed(event, spot, depth);
        anchor.ifPresent(name -> anchors.put(name.getValue(), new Anchored(node, values - before)));
        return node;
    }

    /** An alias counts for all that it stands for, so that aliases of aliases cannot grow without bound. */
    private Node aliased(AliasEvent alias, Spot spot) {
        Anchored anchored = anchors.get(alias.getAlias().getValue());
        if (anchored == null) {
            throw new StopException(spot, "an alias without an anchor before it", "expected: well-formed YAML");
        }
        count(anchored.values(), spot);
        return anchored.node();
    }

    private void count(int more, Spot spot) {
        values += more;
        if (values > mostValues) {
            throw new StopException(spot, "more than " + mostValues + " values", "expected: at most " + mostValues);
        }
    }

    /** A value as it stands. Plain tests: a switch over types costs a start 10 ms to set up. */
    private Node unnamed(Event event, Spot spot, int depth) {
        if (event instanceof ScalarEvent scalar) {
            refuse(scalar.getTag(), spot);
            return new Text(spot, scalar.getValue(), scalar.isPlain());
        }
        refuse(((CollectionStartEvent) event).getTag(), spot);
        return event.getEventId() == Event.ID.SequenceStart ? items(spot, depth) : entries(spot, depth);
    }

    private static void refuse(Optional<String> tag, Spot spot) {
        if (tag.isPresent()) {
            throw new StopException(spot, "a tag", "expected: a value without a tag");
        }
    }

    private Node items(Spot spot, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new Items(spot, items);
    }

    private Node entries(Spot spot, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Node key = node(event, depth + 1);
            if (depth == 0) {
                section = key instanceof Text name ? name.text() : "";
            }
            Node value = node(events.next(), depth + 1);
            if (!(key instanceof Text text) || text.isNothing()) {
                problems.add("", key.spot(), key.kind() + " as a key", "expected: a text");
                continue;
            }
            Entry earlier =
                    entries.putIfAbsent(text.text(), new Entry(key.spot(), text.text(), kept(text, value, depth)));
            if (earlier != null) {
                problems.add(
                        "",
                        key.spot(),
                        "key " + Shown.quoted(text.text()) + " again",
                        "expected: once, and it stands at line "
                                + earlier.spot().line() + ", column "
                                + earlier.spot().column());
            }
        }
        return new Entries(spot, List.copyOf(entries.values()));
    }

    private Node kept(Text key, Node value, int depth) {
        return depth == 1 && !anchored ? early.of(section, key.text(), value) : value;
    }

    private static Spot spot(Optional<Mark> mark) {
        return mark.map(place -> new Spot(place.getLine() + 1, place.getColumn() + 1))
                .orElse(Spot.START);
    }
}
