package io.piuptime.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs: those of the class path, or else the machine's. They refuse to run as root, so for root they run as
 * nobody.
 */
final class PostgresProgram {
    private static final String RESOURCE = "postgres-linux-x86_64.txz";
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final int NOBODY = 65_534;

    private final Path programs;
    private final Optional<String> lessening;

    PostgresProgram() {
        this.programs = find();
        this.lessening = isRoot() ? Optional.of(lessening()) : Optional.empty();
    }

    /** A command line that runs one of the programs. */
    List<String> command(String name, List<String> arguments) {
        List<String> command =
                new ArrayList<>(lessening.map(PostgresProgram::prefix).orElse(List.of()));
        command.add(programs.resolve(name).toString());
        command.addAll(arguments);
        return command;
    }

    /** Gives a file to whoever the programs run as. */
    void own(Path file) {
        if (lessening.filter("setpriv"::equals).isPresent()) {
            try {
                Files.setAttribute(file, "unix:uid", NOBODY);
                Files.setAttribute(file, "unix:gid", NOBODY);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<String> prefix(String program) {
        return program.equals("setpriv")
                ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--")
                : List.of("unshare", "-U", "--");
    }

    private static String lessening() {
        return Stream.of("setpriv", "unshare")
                .filter(name -> Binaries.onPath(name).isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "neither setpriv nor unshare (expected: one of them, since PostgreSQL refuses to run as root;"
                                + " apt-get install util-linux, or run the tests as another user)"));
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Path find() {
        boolean fits = System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")
                && System.getProperty("os.arch").equals("amd64");
        Optional<Path> own = fits
                ? Binaries.unpacked(RESOURCE, (folder, in) -> Tar.unpack(new XZInputStream(in), folder))
                : Optional.empty();
        return own.map(folder -> folder.resolve("bin"))
                .or(PostgresProgram::debian)
                .orElseThrow(() -> new IllegalStateException(
                        "no PostgreSQL (expected: " + DEBIAN + "/VERSION/bin; apt-get install postgresql)"));
    }

    private static Optional<Path> debian() {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
