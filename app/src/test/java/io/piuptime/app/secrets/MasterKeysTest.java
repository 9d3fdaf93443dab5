package io.piuptime.app.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.app.config.GatewayConfig.MasterKeyConfig;
import io.piuptime.app.config.GatewayConfig.Secrets;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.gateway.secrets.MasterKey;
import io.piuptime.model.catalog.Secret;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeysTest {
    private static final String FIRST = "11".repeat(32);
    private static final String SECOND = "22".repeat(32);

    @TempDir
    private Path folder;

    @Test
    void a_node_makes_itself_a_key_and_keeps_it() throws Exception {
        String name = taken(keys(), List.of());

        assertThat(taken(keys(), List.of())).isEqualTo(name);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("master-key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void the_first_key_of_the_configuration_seals_and_all_are_known() {
        MasterKeys keys = keys();

        assertThat(taken(keys, List.of(written(FIRST), written(SECOND)))).isEqualTo(name(FIRST));
        assertThat(keys.get().keys()).extracting(MasterKey::name).containsExactly(name(FIRST), name(SECOND));
        assertThat(taken(keys, List.of(written(SECOND)))).isEqualTo(name(SECOND));
        assertThat(folder.resolve("master-key")).doesNotExist();
    }

    @Test
    void a_key_is_read_from_a_pkcs12_file() throws Exception {
        Path file = keystore();

        assertThat(taken(keys(), List.of(stored(file, "mine", "geheim")))).isEqualTo(name(FIRST));
    }

    @Test
    void a_keystore_that_cannot_be_read_is_refused_without_its_password() throws Exception {
        Path file = keystore();

        for (MasterKeyConfig wrong : List.of(
                stored(file, "mine", "falsch"),
                stored(file, "other", "geheim"),
                stored(folder.resolve("nothing.p12"), "mine", "geheim"))) {
            assertThatThrownBy(() -> keys().apply(new Secrets(List.of(wrong))))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining("secrets.keys[0].")
                    .hasMessageNotContaining("geheim")
                    .hasMessageNotContaining("falsch");
        }
    }

    @Test
    void what_is_no_key_is_refused_without_showing_it() {
        assertThatThrownBy(() -> keys().apply(new Secrets(List.of(written("hello-canary")))))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("secrets.keys[0]: '***' (expected: 32 bytes in base64 or hexadecimal)")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> keys().apply(new Secrets(
                        List.of(new MasterKeyConfig(Optional.empty(), Optional.empty(), "piup", Optional.empty())))))
                .hasMessageContaining("one of them");
    }

    @Test
    void names_lead_nowhere_before_the_directory_is_open() {
        MasterKeys keys = keys();
        assertThat(keys.apply(new Secrets(List.of())).apply("openai").missing()).isPresent();

        keys.open(name -> new Secret("text of " + name));

        assertThat(keys.apply(new Secrets(List.of())).apply("openai").reveal()).isEqualTo("text of openai");
    }

    private MasterKeys keys() {
        return new MasterKeys(folder, new SecureRandom());
    }

    private static String taken(MasterKeys keys, List<MasterKeyConfig> config) {
        keys.apply(new Secrets(config));
        return keys.get().first().orElseThrow().name();
    }

    private static String name(String key) {
        return MasterKey.read(key).name();
    }

    private static MasterKeyConfig written(String key) {
        return new MasterKeyConfig(Optional.of(new Secret(key)), Optional.empty(), "piup", Optional.empty());
    }

    private static MasterKeyConfig stored(Path file, String alias, String password) {
        return new MasterKeyConfig(Optional.empty(), Optional.of(file), alias, Optional.of(new Secret(password)));
    }

    private Path keystore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = "geheim".toCharArray();
        store.setEntry(
                "mine",
                new KeyStore.SecretKeyEntry(new SecretKeySpec(HexFormat.of().parseHex(FIRST), "AES")),
                new KeyStore.PasswordProtection(password));
        Path file = folder.resolve("keys.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        return file;
    }
}
