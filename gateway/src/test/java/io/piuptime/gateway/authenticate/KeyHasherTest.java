package io.piuptime.gateway.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.key.KeyText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class KeyHasherTest {
    private final TestKeys keys = new TestKeys();

    @Test
    void is_hmac_sha_256_of_the_whole_text_in_lower_case_hex() throws GeneralSecurityException {
        KeyText key = keys.text();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(TestKeys.pepper(1).secret(), "HmacSHA256"));
        String expected = HexFormat.of().formatHex(mac.doFinal(key.text().getBytes(StandardCharsets.UTF_8)));
        assertThat(keys.hasher.hash(key)).isEqualTo(expected).hasSize(64);
    }

    @Test
    void differs_under_another_pepper() {
        KeyText key = keys.text();
        assertThat(new KeyHasher(TestKeys.pepper(2)).hash(key)).isNotEqualTo(keys.hasher.hash(key));
    }

    @Test
    void matches_only_the_key_that_was_hashed() {
        KeyText key = keys.text();
        String hash = keys.hasher.hash(key);
        assertThat(keys.hasher.matches(key, hash)).isTrue();
        assertThat(keys.hasher.matches(keys.text(), hash)).isFalse();
        assertThat(keys.hasher.matches(key, "")).isFalse();
    }

    @Test
    void gives_the_same_hash_on_many_threads_at_once() {
        KeyText key = keys.text();
        Set<String> hashes = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 400; i++) {
                threads.execute(() -> hashes.add(keys.hasher.hash(key)));
            }
        }
        assertThat(hashes).containsExactly(keys.hasher.hash(key));
    }
}
