package io.piuptime.bench.torture;

import io.piuptime.bench.subject.Child;
import io.piuptime.bench.subject.Gateway;
import io.piuptime.bench.subject.Ports;
import io.piuptime.testkit.fault.FaultProxy;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import io.piuptime.testkit.torture.history.JournalHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One node: a process that reaches both stores over proxies of its own, and keeps its ports and its data when it is started again. */
public final class Node implements AutoCloseable {
    private static final Duration GENTLY = Duration.ofSeconds(20);

    private final Path folder;
    private final int port = Ports.free();
    private final int adminPort = Ports.free();
    private final FaultProxy database;
    private final FaultProxy shared;
    private final Copies journal;
    private List<String> command;
    private Child child;

    /**
     * Starts one and waits until it is ready.
     *
     * @param words that start a gateway
     * @param folder with its {@code piup.yaml}, in which {@code DATABASE_PORT} and {@code SHARED_PORT} stand for ports
     */
    public Node(List<String> words, Path folder, int databasePort, int sharedPort) throws IOException {
        this.folder = folder;
        this.database = FaultProxy.to(databasePort);
        this.shared = FaultProxy.to(sharedPort);
        this.journal = new Copies(data().resolve("money"), folder.resolve("journals"));
        Path yaml = folder.resolve("piup.yaml");
        Files.writeString(
                yaml,
                Files.readString(yaml)
                        .replace("DATABASE_PORT", String.valueOf(database.port()))
                        .replace("SHARED_PORT", String.valueOf(shared.port())));
        this.command = command(words);
        this.child = begin();
        awaitReady();
    }

    public int port() {
        return port;
    }

    public Administration administration() {
        return new Administration(adminPort, data());
    }

    /** All that it wrote down of its money. */
    JournalHistory journal() {
        return new JournalHistory(Administration.read(data().resolve("node-id")), journal.read());
    }

    public Path data() {
        return folder.resolve("data");
    }

    void kill() {
        try {
            child.kill();
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    void restart() {
        try {
            child = begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady();
    }

    void freeze(boolean frozen) {
        try {
            child.freeze(frozen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    /** New connections are swallowed and open ones say nothing, or all is as before. */
    void partition(boolean cut) {
        for (FaultProxy one : List.of(database, shared)) {
            one.blackHole(cut);
            one.frozen(cut);
            if (!cut) {
                one.resetAll();
            }
        }
    }

    @Override
    public void close() {
        child.stop(GENTLY);
        journal.close();
        database.close();
        shared.close();
    }

    /** Ends it as an operator does, which lets what is under way come to its end, and starts another program with its data. */
    public void replace(List<String> words) {
        child.stop(GENTLY);
        command = command(words);
        restart();
    }

    /** Whether it says that it takes requests. */
    public boolean isReady() {
        try (RawHttp client = RawHttp.connect(adminPort, Duration.ofSeconds(2))) {
            client.send("GET /health/ready HTTP/1.1\r\nhost: localhost\r\n\r\n");
            return client.reply().map(Reply::status).orElse(0) == 200;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private List<String> command(List<String> words) {
        List<String> all = new ArrayList<>(words);
        if (!words.getLast().equals("run")) {
            all.add("run");
        }
        all.addAll(List.of("--config", folder.resolve("piup.yaml").toString(), "--data", data().toString()));
        all.addAll(List.of("--port", String.valueOf(port), "--admin-port", String.valueOf(adminPort)));
        return all;
    }

    private Child begin() throws IOException {
        return Child.start(command, Map.of(), folder.resolve("output.log"));
    }

    private void awaitReady() {
        if (!Await.holds(Gateway.PATIENCE, () -> !child.isAlive() || isReady()) || !child.isAlive()) {
            throw new IllegalStateException(String.join(" ", command) + ": not ready\n" + child.lastWords());
        }
    }

    private static IllegalStateException stopped(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
