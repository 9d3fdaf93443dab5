package io.piuptime.bench.subject;

import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Nginx as a plain proxy before the provider. */
public final class Nginx implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Child child;
    private final int port;

    private Nginx(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /** The program, if this machine has it. */
    public static Optional<Path> program() {
        return Stream.concat(
                        Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(":", -1)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it before a provider's port, all its files in a folder. */
    public static Nginx start(Path program, Path folder, int providerPort) throws IOException {
        int port = Ports.free();
        Files.createDirectories(folder);
        boolean root = System.getProperty("user.name").equals("root");
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, configuration(folder, providerPort, port, root ? "user root;" : ""));
        Child child = Child.start(
                List.of(program.toString(), "-p", folder.toString(), "-c", configuration.toString()),
                Map.of(),
                folder.resolve("output.log"));
        Nginx nginx = new Nginx(child, port);
        if (!Await.holds(PATIENCE, () -> !child.isAlive() || nginx.answers()) || !child.isAlive()) {
            child.close();
            throw new IOException("nginx: does not answer\n" + child.lastWords());
        }
        return nginx;
    }

    public Subject subject() {
        return new Subject("nginx", port, Optional.of(child.tree()));
    }

    @Override
    public void close() {
        child.close();
    }

    private boolean answers() {
        try (RawHttp client = RawHttp.connect(port, Duration.ofSeconds(1))) {
            return client.send(RawHttp.post("/v1/chat/completions", "{}"))
                    .reply()
                    .isPresent();
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static String configuration(Path folder, int providerPort, int port, String user) {
        return """
            daemon off;
            worker_processes 2;
            worker_rlimit_nofile 16384;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log warn;
            %4$s
            events { worker_connections 8000; }
            http {
                access_log off;
                tcp_nodelay on;
                keepalive_timeout 300s;
                keepalive_requests 1000000000;
                client_max_body_size 0;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                upstream provider {
                    server 127.0.0.1:%2$d;
                    keepalive 256;
                    keepalive_requests 1000000000;
                    keepalive_timeout 300s;
                }
                server {
                    listen 127.0.0.1:%3$d backlog=4096;
                    location / {
                        proxy_pass http://provider;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_buffering off;
                    }
                }
            }
            """.formatted(folder, providerPort, port, user);
    }
}
