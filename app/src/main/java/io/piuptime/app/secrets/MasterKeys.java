package io.piuptime.app.secrets;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.GatewayConfig.MasterKeyConfig;
import io.piuptime.app.config.GatewayConfig.Secrets;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import io.piuptime.gateway.directory.file.PrivateFile;
import io.piuptime.gateway.secrets.KeyRing;
import io.piuptime.gateway.secrets.MasterKey;
import io.piuptime.model.catalog.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The keys that this node holds, which change with its configuration. A node whose configuration names none holds one that it
 * made for itself and keeps in its data folder: enough for one node, and of no use to others.
 */
public final class MasterKeys implements Supplier<KeyRing>, Function<Secrets, Function<String, Secret>> {
    private static final String FILE = "master-key";
    private static final int BYTES = 32;

    private final Path file;
    private final RandomGenerator random;
    private volatile Optional<Function<String, Secret>> names = Optional.empty();
    private volatile KeyRing ring = KeyRing.EMPTY;
    private volatile boolean named;

    /**
     * Keys of a node.
     *
     * @param random makes the key of a node that has none: a secure one
     */
    public MasterKeys(Path folder, RandomGenerator random) {
        this.file = folder.resolve(FILE);
        this.random = requireNonNull(random, "random");
    }

    /** Says how secrets are found by name from now on. */
    public void open(Function<String, Secret> by) {
        names = Optional.of(by);
    }

    @Override
    public KeyRing get() {
        return ring;
    }

    /** Whether they are named by the configuration, and not this node's own. */
    public boolean areNamed() {
        return named;
    }

    /**
     * Takes the keys of a configuration, and finds secrets with them.
     *
     * @throws InvalidConfigException when one cannot be read
     */
    @Override
    public Function<String, Secret> apply(Secrets config) {
        ring = ring(config);
        named = !config.keys().isEmpty();
        return names.orElse(name -> Secret.missing("secret '" + name + "' (expected: a directory that is open)"));
    }

    private KeyRing ring(Secrets config) {
        if (config.keys().isEmpty()) {
            return new KeyRing(List.of(own()));
        }
        List<MasterKey> keys = new ArrayList<>();
        for (int at = 0; at < config.keys().size(); at++) {
            keys.add(key(config.keys().get(at), "secrets.keys[" + at + "]"));
        }
        return new KeyRing(keys);
    }

    private static MasterKey key(MasterKeyConfig config, String path) {
        try {
            if (config.key().isPresent() == config.keystore().isPresent()) {
                throw refused(path, "neither or both of key and keystore", "expected: one of them");
            }
            return config.key().isPresent()
                    ? MasterKey.read(config.key().get().reveal())
                    : stored(config, path, config.keystore().get());
        } catch (IllegalArgumentException _) {
            throw refused(path, "'***'", "expected: 32 bytes in base64 or hexadecimal");
        }
    }

    private static MasterKey stored(MasterKeyConfig config, String path, Path keystore) {
        char[] password = config.password().map(Secret::reveal).orElse("").toCharArray();
        try (InputStream in = Files.newInputStream(keystore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            Key key = store.getKey(config.alias(), password);
            if (key == null) {
                throw refused(path + ".alias", "'" + config.alias() + "'", "expected: the name of a key in the file");
            }
            return MasterKey.of(key.getEncoded());
        } catch (IOException | GeneralSecurityException _) {
            throw refused(
                    path + ".keystore", "file '" + keystore + "'", "expected: a PKCS#12 file that password opens");
        }
    }

    private MasterKey own() {
        try {
            if (Files.exists(file)) {
                return MasterKey.read(Files.readString(file));
            }
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            new PrivateFile(file)
                    .write((Base64.getEncoder().encodeToString(bytes) + "\n").getBytes(StandardCharsets.UTF_8));
            return MasterKey.of(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the key in " + file + " cannot be read or made", e);
        }
    }

    private static InvalidConfigException refused(String path, String found, String hint) {
        return new InvalidConfigException(List.of(Problem.outside(path, found, hint)), Set.of());
    }
}
