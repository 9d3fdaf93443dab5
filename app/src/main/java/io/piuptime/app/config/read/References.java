package io.piuptime.app.config.read;

import io.piuptime.app.config.read.Node.Spot;
import io.piuptime.model.catalog.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts in the place of {@code ${NAME}}, {@code ${NAME:-default}} and {@code ${file:path}} what they refer to. */
final class References {
    private static final String OPEN = "${";
    private static final String FILE = "file:";
    private static final String DEFAULT = ":-";
    private static final String SECRET = "secret:";
    private static final int LARGEST_FILE = 64 << 10;

    private final Map<String, String> environment;
    private final Path directory;
    private final Problems problems;
    private final boolean published;
    private final Set<Path> files;

    References(Map<String, String> environment, Path directory, Problems problems) {
        this(environment, directory, problems, false, new LinkedHashSet<>());
    }

    private References(
            Map<String, String> environment, Path directory, Problems problems, boolean published, Set<Path> files) {
        this.environment = environment;
        this.directory = directory;
        this.problems = problems;
        this.published = published;
        this.files = files;
    }

    /** Of a document that was published: what lies on a node is not for it to name. */
    static References ofPublished(Problems problems) {
        return new References(Map.of(), Path.of(""), problems, true, new LinkedHashSet<>());
    }

    /** The same, whose problems are told to somebody else. */
    References telling(Problems others) {
        return new References(environment, directory, others, published, files);
    }

    /** The secret that a text names; empty if it is one itself. */
    static Optional<Secret> named(String raw) {
        return raw.startsWith(SECRET) ? Optional.of(Secret.named(raw.substring(SECRET.length()))) : Optional.empty();
    }

    /** Whether secrets may stand in the text itself. */
    boolean takesSecrets() {
        return !published;
    }

    /** The text with all references replaced; empty if one cannot be, which is then among the problems. */
    Optional<String> resolve(String raw, String path, Spot spot) {
        int open = raw.indexOf(OPEN);
        if (open < 0) {
            return Optional.of(raw);
        }
        StringBuilder resolved = new StringBuilder();
        int done = 0;
        for (; open >= 0; open = raw.indexOf(OPEN, done)) {
            if (open > done && raw.charAt(open - 1) == '$') {
                resolved.append(raw, done, open - 1).append(OPEN);
                done = open + OPEN.length();
                continue;
            }
            int close = raw.indexOf('}', open);
            Optional<String> value = close < 0
                    ? misunderstood(path, spot)
                    : value(raw.substring(open + OPEN.length(), close), path, spot);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            resolved.append(raw, done, open).append(value.get());
            done = close + 1;
        }
        return Optional.of(resolved.append(raw, done, raw.length()).toString());
    }

    /** A path as the configuration means it; the file is one to watch. */
    Path file(String text) {
        Path file = directory.resolve(text).normalize();
        files.add(file);
        return file;
    }

    Set<Path> files() {
        return Set.copyOf(files);
    }

    private Optional<String> value(String reference, String path, Spot spot) {
        if (published) {
            problems.add(
                    path,
                    spot,
                    "a reference to what lies on a node",
                    "expected: none in what is published, but secret:NAME for keys");
            return Optional.empty();
        }
        if (reference.startsWith(FILE)) {
            return content(reference.substring(FILE.length()), path, spot);
        }
        int colon = reference.indexOf(DEFAULT);
        String name = colon < 0 ? reference : reference.substring(0, colon);
        if (!isName(name)) {
            return misunderstood(path, spot);
        }
        String value = environment.getOrDefault(name, "");
        if (!value.isEmpty()) {
            return Optional.of(value);
        }
        if (colon >= 0) {
            return Optional.of(reference.substring(colon + DEFAULT.length()));
        }
        problems.add(
                path,
                spot,
                "environment variable " + name + " is not set",
                "expected: a value, or a default as in ${" + name + ":-default}");
        return Optional.empty();
    }

    private Optional<String> content(String name, String path, Spot spot) {
        try (InputStream in = Files.newInputStream(file(name))) {
            byte[] content = in.readNBytes(LARGEST_FILE + 1);
            if (content.length <= LARGEST_FILE) {
                CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
                return Optional.of(text.toString().strip());
            }
            problems.add(path, spot, "file " + Shown.quoted(name), "expected: at most 64KiB");
        } catch (CharacterCodingException e) {
            problems.add(path, spot, "file " + Shown.quoted(name), "expected: text in UTF-8");
        } catch (IOException | InvalidPathException e) {
            problems.add(path, spot, "file " + Shown.quoted(name), "expected: a readable file");
        }
        return Optional.empty();
    }

    private Optional<String> misunderstood(String path, Spot spot) {
        problems.add(
                path,
                spot,
                "a reference that is not understood",
                "expected: ${NAME}, ${NAME:-default} or ${file:/path}; $${ for the two characters themselves");
        return Optional.empty();
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !Character.isDigit(name.charAt(0))
                && name.chars()
                        .allMatch(letter -> letter == '_'
                                || (letter >= 'A' && letter <= 'Z')
                                || (letter >= 'a' && letter <= 'z')
                                || (letter >= '0' && letter <= '9'));
    }
}
