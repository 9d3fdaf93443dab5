package io.piuptime.app.stores;

import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.postgres.PostgresAddress;
import io.piuptime.stores.sqlite.SqliteDirectoryStore;
import io.piuptime.stores.sqlite.SqliteOwnership;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.stores.sqlite.SqliteUsageStore;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The verb {@code migrate}: copies a node's own file to the database that nodes share. */
public final class MigrateCommand {
    private static final String USAGE = """
            usage: piup migrate --from sqlite:FOLDER --to postgresql://USER:PASSWORD@HOST:PORT/DATABASE
              FOLDER is a data folder; without --to the environment's PIUP_DATABASE is taken, which no list of processes shows.
              What is there already stays: an interrupted copy is made again by the same command.
            """;
    private static final String FILE_SCHEME = "sqlite:";
    private static final String DATABASE = "PIUP_DATABASE";
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    public MigrateCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
    }

    /** Copies. Returns the exit code. */
    public int run(List<String> args) {
        if (args.contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        Path folder;
        PostgresAddress address;
        try {
            folder = folder(option(args, "--from")
                    .orElseThrow(() -> new IllegalArgumentException("--from: nothing (expected: sqlite:FOLDER)")));
            address = PostgresAddress.parse(option(args, "--to")
                    .or(() -> Optional.ofNullable(environment.get(DATABASE)))
                    .orElseThrow(() -> new IllegalArgumentException("--to: nothing (expected: postgresql://…)")));
        } catch (IllegalArgumentException e) {
            err.println("piup migrate: " + e.getMessage());
            err.print(USAGE);
            return WRONG_USAGE;
        }
        try (SqliteStore file = new SqliteStore(folder, folder.resolve("native"));
                Database to = Database.postgres(address)) {
            file.open();
            to.open();
            Migration migration = new Migration(out::println);
            Migration.Count _ = migration.directory(new SqliteDirectoryStore(file), to.directory());
            Migration.Count _ = migration.owners(new SqliteOwnership(file)::following, to.ownership());
            Migration.Count _ = migration.usage(new SqliteUsageStore(file), to.usage());
            out.println("done: " + folder + " is copied to " + address
                    + "; name it in the configuration (stores.database), and keep key-pepper in the data folder");
            return 0;
        } catch (StoreUnavailable e) {
            err.println("piup migrate: " + e.getMessage() + "; what was copied stays, run the same command again");
            return FAILED;
        }
    }

    private static Path folder(String from) {
        if (!from.startsWith(FILE_SCHEME)) {
            throw new IllegalArgumentException("--from: '" + from + "' (expected: sqlite:FOLDER)");
        }
        Path path =
                Path.of(from.substring(FILE_SCHEME.length())).toAbsolutePath().normalize();
        Path parent = path.getParent();
        Path folder = path.endsWith(SqliteStore.FILE) && parent != null ? parent : path;
        if (!Files.isRegularFile(folder.resolve(SqliteStore.FILE))) {
            throw new IllegalArgumentException(
                    "--from: '" + folder + "' (expected: a folder with " + SqliteStore.FILE + ")");
        }
        return folder;
    }

    private static Optional<String> option(List<String> args, String name) {
        int at = args.indexOf(name);
        return at >= 0 && at + 1 < args.size() ? Optional.of(args.get(at + 1)) : Optional.empty();
    }
}
