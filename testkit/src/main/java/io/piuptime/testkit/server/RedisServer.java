package io.piuptime.testkit.server;

import io.piuptime.testkit.raw.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A real Redis on loopback: of the class path, or else the machine's. It keeps nothing over a restart. */
public final class RedisServer implements AutoCloseable {
    private static final String RESOURCE = "redis-server-6.2.6-v5-linux-amd64";
    private static final String PROGRAM = "redis-server";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final int port;
    private final List<String> arguments;
    private Child child;

    private RedisServer(Path folder, int port, List<String> arguments) {
        this.folder = folder;
        this.port = port;
        this.arguments = List.copyOf(arguments);
        this.child = begin();
        awaitReady();
    }

    /**
     * Starts one on a free port.
     *
     * @param options as on its command line, such as {@code --requirepass x}
     */
    public static RedisServer start(String... options) {
        return startAt(FreePort.find(), List.of(options));
    }

    static RedisServer startAt(int port, List<String> options) {
        Path folder = Folders.temporary("piup-redis-");
        List<String> all = new ArrayList<>(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
        all.addAll(List.of("--dir", folder.toString(), "--save", "", "--appendonly", "no"));
        all.addAll(options);
        return new RedisServer(folder, port, all);
    }

    /** Starts one that watches others. */
    static RedisServer sentinel(String... lines) {
        Path folder = Folders.temporary("piup-sentinel-");
        int port = FreePort.find();
        List<String> all = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "dir " + folder));
        all.addAll(List.of(lines));
        try {
            Path file = Files.write(folder.resolve("sentinel.conf"), all);
            return new RedisServer(folder, port, List.of(file.toString(), "--sentinel"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Sends a command and returns the first line of what is answered. */
    public String command(String... words) {
        return answer(words, BufferedReader::readLine);
    }

    /** Sends a command that is answered with a text. */
    public String text(String... words) {
        return answer(words, in -> {
            String head = String.valueOf(in.readLine());
            if (!head.startsWith("$")) {
                throw new IOException(String.join(" ", words) + ": " + head + " (expected: a text)");
            }
            char[] text = new char[Integer.parseInt(head.substring(1))];
            int filled = 0;
            for (int read = 0; read >= 0 && filled < text.length; filled += Math.max(0, read)) {
                read = in.read(text, filled, text.length - filled);
            }
            return new String(text, 0, filled);
        });
    }

    private String answer(String[] words, Reading reading) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) {
                int length = word.getBytes(StandardCharsets.UTF_8).length;
                text.append('$').append(length).append("\r\n").append(word).append("\r\n");
            }
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
            return String.valueOf(reading.of(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is made of an answer. */
    @FunctionalInterface
    private interface Reading {
        @Nullable
        String of(BufferedReader in) throws IOException;
    }

    /** Ends it as a crash would. */
    public void kill() {
        child.kill();
    }

    /** Stops it in the middle of whatever it does; connections stay open. */
    public void freeze() {
        Child.signal("STOP", child.pid());
    }

    public void thaw() {
        Child.signal("CONT", child.pid());
    }

    /** Starts it again on the same port, empty. */
    public void restart() {
        child.kill();
        child = begin();
        awaitReady();
    }

    @Override
    public void close() {
        child.kill();
        child.close();
        Folders.delete(folder);
    }

    private Child begin() {
        List<String> command = new ArrayList<>(List.of(program()));
        command.addAll(arguments);
        return Child.start(command, folder.resolve("log"));
    }

    private void awaitReady() {
        Await.until(() -> "Redis: " + child.said(), PATIENCE, () -> {
            if (!child.isAlive()) {
                throw new IllegalStateException("Redis ended: " + child.said());
            }
            return FreePort.isTaken(port);
        });
    }

    private static String program() {
        boolean fits = System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")
                && System.getProperty("os.arch").equals("amd64");
        if (fits) {
            var unpacked = Binaries.unpacked(RESOURCE, (folder, in) -> {
                Path file = folder.resolve(RESOURCE);
                Files.copy(in, file);
                if (!file.toFile().setExecutable(true, false)) {
                    throw new IOException(file + ": cannot be made executable");
                }
            });
            if (unpacked.isPresent()) {
                return unpacked.get().resolve(RESOURCE).toString();
            }
        }
        return Binaries.onPath(PROGRAM)
                .orElseThrow(() -> new IllegalStateException(
                        "no " + PROGRAM + " (expected: on the PATH; apt-get install redis-server)"))
                .toString();
    }
}
