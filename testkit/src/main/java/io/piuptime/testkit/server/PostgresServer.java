package io.piuptime.testkit.server;

import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL on loopback: of the class path, or else the machine's. What is committed outlives its process. */
public final class PostgresServer implements AutoCloseable {
    private static final String ADMIN = "postgres";
    private static final String USER = "piup";
    private static final String PASSWORD = "s3cret/of:tests";
    private static final String DATA = "data";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PostgresProgram program = new PostgresProgram();
    private final AtomicInteger databases = new AtomicInteger();
    private final Path folder;
    private final int port;
    private List<String> settings;
    private Child child;

    private PostgresServer(Path folder, int port, List<String> settings) {
        this.folder = folder;
        this.port = port;
        this.settings = List.copyOf(settings);
        this.child = begin();
        awaitReady();
    }

    /**
     * Starts one on a free port.
     *
     * @param settings such as {@code max_connections=10}
     */
    public static PostgresServer start(String... settings) {
        return startIn(Folders.temporary("piup-postgres-"), settings);
    }

    /** Starts one that keeps all it has in an empty folder. */
    public static PostgresServer startIn(Path folder, String... settings) {
        PostgresProgram program = new PostgresProgram();
        try {
            Path password = Files.writeString(folder.resolve("password"), PASSWORD);
            program.own(folder);
            program.own(password);
            String _ = Child.run(program.command(
                    "initdb",
                    List.of(
                            "--pgdata=" + folder.resolve(DATA),
                            "--username=" + ADMIN,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--wal-segsize=1",
                            "--no-sync",
                            "--no-instructions")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PostgresServer server = new PostgresServer(folder, FreePort.find(), List.of(settings));
        server.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'");
        return server;
    }

    /**
     * Starts another one that has what this one has, follows it, and takes no writes until it is promoted.
     *
     * @param name by which this one knows it, as in {@code synchronous_standby_names}
     */
    public PostgresServer standby(String name) {
        try {
            Path home = Folders.temporary("piup-postgres-");
            program.own(home);
            new BaseBackup(program, data(), home.resolve(DATA)).take(() -> connect(ADMIN));
            // not as an argument, which could not be changed while it runs
            Files.writeString(
                    home.resolve(DATA).resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=" + ADMIN + " password=" + PASSWORD
                            + " application_name=" + name + "'\n",
                    StandardOpenOption.APPEND);
            return new PostgresServer(home, FreePort.find(), settings);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("standby " + name, e);
        }
    }

    /** Makes a standby take writes. */
    public void promote() {
        execute("SELECT pg_promote(true, 20)");
    }

    /** Whether it runs: without room for its log it ends by itself. */
    public boolean isAlive() {
        return child.isAlive();
    }

    public int port() {
        return port;
    }

    /** Makes a new database, owned by an ordinary user. Returns its address as that user's. */
    public String database() {
        String name = "piup" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name + " OWNER " + USER);
        return url(name, port);
    }

    /** The address of a database as the ordinary user's, at this server or a proxy before it. */
    public static String url(String database, int port) {
        return "postgresql://" + USER + ":" + PASSWORD.replace("/", "%2F") + "@127.0.0.1:" + port + "/" + database;
    }

    /** Executes a statement as the administrator. */
    public void execute(String sql) {
        execute(ADMIN, sql);
    }

    /** Executes a statement in a database as the administrator. */
    public void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of the first row of a query as the administrator's. */
    public String ask(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Ends it as a crash would, with the processes of its connections. */
    public void kill() {
        List<ProcessHandle> processes = processes();
        child.kill();
        processes.forEach(ProcessHandle::destroyForcibly);
        Await.until("its processes end", PATIENCE, () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Stops it in the middle of whatever it does; connections stay open. */
    public void freeze() {
        Child.signal("STOP", child.pid());
        processes().forEach(process -> Child.signal("STOP", process.pid()));
    }

    public void thaw() {
        processes().forEach(process -> Child.signal("CONT", process.pid()));
        Child.signal("CONT", child.pid());
    }

    /** Starts it again as it was, with other settings. */
    public void restart(List<String> more) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(more);
        settings = List.copyOf(all);
        restart();
    }

    /** Starts it again on the same port with the same data, whether it still runs or not. */
    public void restart() {
        kill();
        child = begin();
        awaitReady();
    }

    @Override
    public void close() {
        kill();
        child.close();
        Folders.delete(folder);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?connectTimeout=5&socketTimeout=20"
                        // it looks after a server that takes no writes too
                        + "&options=-c%20default_transaction_read_only=off",
                ADMIN,
                PASSWORD);
    }

    private Path data() {
        return folder.resolve(DATA);
    }

    private Child begin() {
        List<String> arguments = new ArrayList<>(List.of("-D", data().toString(), "-p", Integer.toString(port)));
        List<String> all = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "shared_buffers=16MB",
                "wal_keep_size=16MB",
                // what the kernel has outlives the process, which is all that tests end
                "fsync=off"));
        all.addAll(settings);
        all.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        return Child.start(program.command("postgres", arguments), folder.resolve("log"));
    }

    /** After a crash the processes of its connections may live a little longer than it, and keep it from starting. */
    private void awaitReady() {
        Await.until(() -> "PostgreSQL: " + child.said(), PATIENCE, () -> {
            if (!child.isAlive()) {
                child = begin();
            }
            return answers();
        });
    }

    private boolean answers() {
        if (!FreePort.isTaken(port)) {
            return false;
        }
        try (Connection connection = connect(ADMIN)) {
            return connection.isValid(1);
        } catch (SQLException _) {
            return false;
        }
    }

    private List<ProcessHandle> processes() {
        return ProcessHandle.of(child.pid()).stream()
                .flatMap(ProcessHandle::children)
                .toList();
    }
}
