package io.piuptime.app.run;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.TlsConfig;
import io.piuptime.app.config.load.Loaded;
import io.piuptime.gateway.accept.ListenAddress;
import io.piuptime.gateway.directory.file.PrivateFile;
import io.piuptime.gateway.egress.Lookup;
import io.piuptime.gateway.pressure.Watch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway that runs: started in one call, drained or closed in another. */
public final class GatewayProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayProcess.class);
    private static final Duration FLUSH = Duration.ofSeconds(30);

    private final DataFolder folder;
    private final Assembly assembly;
    private final GatewayConfig config;
    private final List<String> warnings;
    private final String dataUrl;
    private final String adminUrl;

    private GatewayProcess(DataFolder folder, Assembly assembly, Loaded started, String dataUrl, String adminUrl) {
        this.folder = folder;
        this.assembly = assembly;
        this.config = started.config();
        this.warnings =
                started.problems().stream().map(problem -> problem.text()).toList();
        this.dataUrl = dataUrl;
        this.adminUrl = adminUrl;
    }

    /**
     * Starts with what was asked, with the process's environment.
     *
     * @throws StartException when it cannot start
     * @throws io.piuptime.app.config.read.InvalidConfigException when the configuration cannot be used
     */
    public static GatewayProcess start(RunOptions options, Map<String, String> environment) {
        return start(options, environment, Optional.empty());
    }

    /**
     * The same, with other watches than those of the process: where it shares that with others, what they hold is not its own.
     *
     * @throws StartException when it cannot start
     * @throws io.piuptime.app.config.read.InvalidConfigException when the configuration cannot be used
     */
    public static GatewayProcess start(
            RunOptions options, Map<String, String> environment, Optional<List<Watch>> watches) {
        return start(options, environment, watches, Lookup.ofTheMachine());
    }

    /**
     * The same, with another way to find hosts whose addresses are checked.
     *
     * @throws StartException when it cannot start
     * @throws io.piuptime.app.config.read.InvalidConfigException when the configuration cannot be used
     */
    public static GatewayProcess start(
            RunOptions options, Map<String, String> environment, Optional<List<Watch>> watches, Lookup lookup) {
        DataFolder folder = DataFolder.take(options.data());
        Assembly assembly = null;
        try {
            assembly = new Assembly(folder, environment, InstantSource.system(), new SecureRandom(), watches, lookup);
            Loaded started = assembly.configure(options.config(), options.newIdentity());
            int dataPort = assembly.listen(dataAddress(started.config(), options));
            int adminPort = assembly.listenForAdmin(adminAddress(started.config(), options));
            String dataUrl = url(started.config().listen().tls(), host(started.config(), options), dataPort);
            String adminUrl =
                    url(started.config().admin().tls(), started.config().admin().host(), adminPort);
            announce(folder, dataUrl, adminUrl);
            assembly.follow(started);
            return new GatewayProcess(folder, assembly, started, dataUrl, adminUrl);
        } catch (IllegalStateException e) {
            close(assembly, folder);
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            close(assembly, folder);
            throw e;
        }
    }

    public String dataUrl() {
        return dataUrl;
    }

    public String adminUrl() {
        return adminUrl;
    }

    public Path folder() {
        return folder.path();
    }

    public String version() {
        return Version.current();
    }

    /** What did not keep it from starting but has to be told. */
    public List<String> warnings() {
        return warnings;
    }

    /** From the beginning of the JVM to now. */
    long startMillis() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }

    /**
     * Stops in order: says not ready, waits for balancers to notice, lets every exchange end, writes everything down.
     */
    public void drain() {
        LOG.info(
                "drain: not ready any more, listeners close in {} s",
                config.drain().lag().toSeconds());
        assembly.notReady();
        assembly.pause(config.drain().lag());
        assembly.drain(config.drain().grace());
        LOG.info("drain: every exchange has ended");
        close();
    }

    /** Brings everything that was used so far to the store. Returns whether all of it arrived. */
    public boolean flush() {
        return assembly.flush(FLUSH);
    }

    @Override
    public void close() {
        if (!flush()) {
            LOG.warn("usage records are left in the journal; the next start brings them to the store");
        }
        try {
            Files.deleteIfExists(runFile(folder));
        } catch (IOException e) {
            LOG.warn("run.json cannot be removed: {}", e.getMessage());
        }
        close(assembly, folder);
    }

    private static void close(@Nullable Assembly assembly, DataFolder folder) {
        if (assembly != null) {
            assembly.close();
        }
        folder.close();
    }

    /** Tells the commands where this process answers. */
    private static void announce(DataFolder folder, String dataUrl, String adminUrl) {
        String json = "{\"pid\":" + ProcessHandle.current().pid() + ",\"data\":\"" + dataUrl + "\",\"admin\":\""
                + adminUrl + "\"}\n";
        try {
            new PrivateFile(runFile(folder)).write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StartException("run.json cannot be written: " + e.getMessage(), e);
        }
    }

    private static Path runFile(DataFolder folder) {
        return folder.path().resolve("run.json");
    }

    private static ListenAddress dataAddress(GatewayConfig config, RunOptions options) {
        return new ListenAddress(
                options.host().orElse(config.listen().host()),
                options.port().orElse(config.listen().port()),
                pem(config.listen().tls()));
    }

    private static ListenAddress adminAddress(GatewayConfig config, RunOptions options) {
        OptionalInt port = options.adminPort();
        return new ListenAddress(
                config.admin().host(),
                port.orElse(config.admin().port()),
                pem(config.admin().tls()));
    }

    static Optional<ListenAddress.Pem> pem(Optional<TlsConfig> tls) {
        return tls.map(files -> new ListenAddress.Pem(files.certificate(), files.key()));
    }

    private static String host(GatewayConfig config, RunOptions options) {
        return options.host().orElse(config.listen().host());
    }

    private static String url(Optional<TlsConfig> tls, String host, int port) {
        String reachable = host.equals("0.0.0.0") ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
        return (tls.isPresent() ? "https" : "http") + "://" + reachable + ":" + port;
    }
}
