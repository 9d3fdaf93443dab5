package io.piuptime.app.config.read;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.known.KnownProviders;
import io.piuptime.app.config.known.OwnRows;
import io.piuptime.app.config.publish.Joined;
import io.piuptime.app.config.publish.PublishedRules;
import io.piuptime.app.config.read.Node.Spot;
import io.piuptime.catalog.known.Catalogue;
import io.piuptime.catalog.row.InvalidRowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the text of a configuration. It either gives all of it or says everything that is wrong. */
public final class ConfigReader {
    /** The largest text that is read. */
    public static final int LARGEST = 1 << 20;

    /** The largest text that is published for all nodes: it holds all that they offer together. */
    private static final int LARGEST_PUBLISHED = 16 << 20;

    private static final int MOST_PUBLISHED_VALUES = 2_000_000;

    /** The key of a published document that lists the keys which a node may leave out that does not know them. */
    private static final String IGNORABLE = "may-ignore";

    private final Catalogue catalogue = Catalogue.shipped();
    private final Map<String, String> environment;

    /** Takes the variables that {@code ${NAME}} refers to, and that hold what is known of providers. */
    public ConfigReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads a text.
     *
     * @param directory that relative paths in it start from
     * @throws InvalidConfigException if anything is wrong with it
     */
    public ReadConfig read(byte[] content, Path directory) {
        try {
            return read(content, directory, false);
        } catch (InvalidConfigException _) {
            return read(content, directory, true); // once more, to tell where
        }
    }

    private ReadConfig read(byte[] content, Path directory, boolean places) {
        Problems problems = new Problems();
        References references = new References(environment, directory, problems);
        RecordBinder binder = new RecordBinder(references, problems);
        Optional<GatewayConfig> config = text(content, LARGEST, problems)
                .flatMap(text -> root(text, YamlReader.MOST_VALUES, problems, binder, places))
                .flatMap(root -> binder.bind(GatewayConfig.class, root));
        config.ifPresent(whole ->
                new CrossChecks(whole, new KnownProviders(catalogue(whole, problems), environment), problems).run());
        Set<Path> files = references.files();
        if (config.isPresent() && problems.none()) {
            return new ReadConfig(config.get(), files);
        }
        throw new InvalidConfigException(problems.all(), files);
    }

    /**
     * Reads a document that was published and puts it under a node's own configuration.
     *
     * @throws InvalidConfigException if anything is wrong with it, or with it and the node's own together
     */
    public Joined join(GatewayConfig own, byte[] document) {
        try {
            return join(own, document, false);
        } catch (InvalidConfigException _) {
            return join(own, document, true); // once more, to tell where
        }
    }

    private static Optional<Node> root(
            String text, int mostValues, Problems problems, RecordBinder binder, boolean places) {
        return places
                ? YamlReader.read(text, mostValues, problems)
                : YamlReader.quickly(text, mostValues, problems, binder.early());
    }

    private Joined join(GatewayConfig own, byte[] document, boolean places) {
        Problems problems = new Problems();
        References references = References.ofPublished(problems);
        Optional<Joined> joined = text(document, LARGEST_PUBLISHED, problems)
                .flatMap(text ->
                        root(text, MOST_PUBLISHED_VALUES, problems, new RecordBinder(references, problems), places))
                .flatMap(root -> sections(root, problems))
                .flatMap(sections -> new RecordBinder(references, problems, sections.ignorable())
                        .bind(GatewayConfig.class, sections.rest()))
                .map(published -> joined(own, published, problems));
        if (joined.isPresent() && problems.none()) {
            return joined.get();
        }
        throw new InvalidConfigException(problems.all(), Set.of());
    }

    private Joined joined(GatewayConfig own, GatewayConfig published, Problems problems) {
        new PublishedRules(own.guard().rules())
                .findings(published)
                .forEach(finding -> problems.atValue(finding.path(), finding.found(), finding.hint()));
        Joined joined = Joined.of(own, published);
        new CrossChecks(
                        joined.config(),
                        new KnownProviders(catalogue(joined.config(), problems), environment),
                        problems)
                .run();
        return joined;
    }

    /** The sections of a document, and the keys that an older node may leave out. */
    private record Sections(Node rest, Set<String> ignorable) {}

    private static Optional<Sections> sections(Node root, Problems problems) {
        if (!(root instanceof Node.Entries entries)) {
            problems.add("", root.spot(), root.kind(), "expected: keys with values");
            return Optional.empty();
        }
        List<Node.Entry> rest = new ArrayList<>();
        Set<String> ignorable = new HashSet<>();
        for (Node.Entry entry : entries.entries()) {
            if (entry.key().equals(IGNORABLE) && entry.value() instanceof Node.Items items) {
                items.items().stream()
                        .filter(Node.Text.class::isInstance)
                        .map(Node.Text.class::cast)
                        .forEach(text -> ignorable.add(text.text()));
            } else if (PublishedRules.SECTIONS.contains(entry.key())) {
                rest.add(entry);
            } else {
                problems.add(
                        entry.key(),
                        entry.spot(),
                        "section " + Shown.quoted(entry.key()),
                        "expected: providers, models, catalogue or " + IGNORABLE);
            }
        }
        return Optional.of(new Sections(new Node.Entries(root.spot(), rest), ignorable));
    }

    private Catalogue catalogue(GatewayConfig config, Problems problems) {
        try {
            return OwnRows.of(config).over(catalogue);
        } catch (InvalidRowException e) {
            problems.atValue(e.place(), e.found(), "expected: " + e.expected());
            return catalogue;
        }
    }

    private static Optional<String> text(byte[] content, int most, Problems problems) {
        if (content.length > most) {
            String size = Units.SIZES.write(most);
            problems.add("", Spot.START, "more than " + size, "expected: at most " + size);
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
            problems.of(unmarked);
            return isPrintable(unmarked, problems) ? Optional.of(unmarked) : Optional.empty();
        } catch (CharacterCodingException _) {
            problems.add("", Spot.START, "bytes that are not UTF-8", "expected: text in UTF-8");
            return Optional.empty();
        }
    }

    private static boolean isPrintable(String text, Problems problems) {
        int line = 1;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '\n') {
                line++;
                start = at + 1;
            } else if (letter < ' ' ? letter != '\t' && letter != '\r' : isStrange(letter)) {
                problems.add(
                        "",
                        new Spot(line, at - start + 1),
                        "character U+%04X".formatted((int) letter),
                        "expected: printable text");
                return false;
            }
        }
        return true;
    }

    private static boolean isStrange(char letter) {
        return (letter >= 0x7f && letter <= 0x9f && letter != 0x85) || letter >= 0xfffe;
    }
}
