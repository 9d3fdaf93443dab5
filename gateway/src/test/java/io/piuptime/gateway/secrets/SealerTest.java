package io.piuptime.gateway.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.secrets.Sealer.Place;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.directory.StoredSecret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TEXT = "sk-canary-0123456789";
    private static final Place PLACE = new Place("acme", "acme:openai", 3);

    private final SecureRandom random = new SecureRandom();
    private final MasterKey first = key(1);
    private final MasterKey second = key(2);
    private KeyRing ring = new KeyRing(List.of(first));
    private final Sealer sealer = new Sealer(() -> ring, random, () -> NOON);

    @Test
    void opens_what_it_sealed() {
        assertThat(sealer.open(sealed(PLACE)).reveal()).isEqualTo(TEXT);
        assertThat(sealer.sealedAt(sealed(PLACE))).isEqualTo(NOON);
        assertThat(sealer.keyOf(sealed(PLACE))).isEqualTo(first.name());
    }

    @Test
    void shows_nothing_of_what_it_sealed() {
        StoredSecret stored = sealed(PLACE);

        assertThat(stored.sealed()).doesNotContain(TEXT);
        for (String part : stored.sealed().split("\\.", -1)) {
            assertThat(part).doesNotContain(Base64.getEncoder().encodeToString(TEXT.getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(stored.sealed()).isNotEqualTo(sealed(PLACE).sealed());
        assertThat(stored.toString() + first + ring).doesNotContain(TEXT);
    }

    @Test
    void does_not_open_in_another_place() {
        String sealed = sealed(PLACE).sealed();

        for (StoredSecret elsewhere : List.of(
                new StoredSecret("acme:openai", "other", "openai", 3, sealed),
                new StoredSecret("acme:openai", "", "openai", 3, sealed),
                new StoredSecret("acme:mistral", "acme", "mistral", 3, sealed),
                new StoredSecret("acme:openai", "acme", "openai", 2, sealed),
                new StoredSecret("acme:openai", "acme", "openai", 4, sealed),
                new StoredSecret("cme:openai", "acmea", "openai", 3, sealed))) {
            assertThatThrownBy(() -> sealer.open(elsewhere))
                    .isInstanceOf(UnsealException.class)
                    .hasMessageContaining("damaged, or sealed for another place")
                    .hasMessageNotContaining(TEXT);
        }
    }

    @Test
    void does_not_open_with_parts_of_another_sealing() {
        String[] one = sealed(PLACE).sealed().split("\\.", -1);
        String[] other = sealed(new Place("acme", "acme:openai", 4)).sealed().split("\\.", -1);

        assertRefused(String.join(".", one[0], one[1], one[2], other[3], one[4]));
        assertRefused(String.join(".", one[0], one[1], one[2], one[3], other[4]));
        assertRefused(String.join(".", one[0], one[1], "7", one[3], one[4]));
    }

    @Test
    void notices_every_bit_that_was_changed() {
        String[] parts = sealed(PLACE).sealed().split("\\.", -1);
        for (int part : new int[] {3, 4}) {
            byte[] bytes = Base64.getDecoder().decode(parts[part]);
            for (int at = 0; at < bytes.length; at++) {
                byte[] changed = bytes.clone();
                changed[at] ^= 1;
                String[] copy = parts.clone();
                copy[part] = Base64.getEncoder().encodeToString(changed);
                assertRefused(String.join(".", copy));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "v2.a.1.AA==.AA==",
                "v1.%s.x.AA==.AA==",
                "v1.%s.1.%%.AA==",
                "v1.%s.1.AA==.AA==",
                "v1.%s.1.."
            })
    void refuses_what_was_never_sealed(String text) {
        assertRefused(text.formatted(first.name()));
    }

    @Test
    void says_which_key_is_missing() {
        StoredSecret stored = sealed(PLACE);
        ring = new KeyRing(List.of(second));

        assertThatThrownBy(() -> sealer.open(stored))
                .isInstanceOf(UnsealException.class)
                .hasMessage("secret 'acme:openai' version 3 is sealed by key " + first.name() + " (this node has: "
                        + second.name() + "; secrets.keys of its configuration names them)");
        ring = KeyRing.EMPTY;
        assertThatThrownBy(() -> sealer.open(stored)).hasMessageContaining("this node has: none");
        assertThatThrownBy(() -> sealer.seal(new Secret(TEXT), PLACE))
                .isInstanceOf(UnsealException.class)
                .hasMessageContaining("this node has no key");
    }

    @Test
    void seals_anew_by_another_key_without_another_content() {
        StoredSecret before = sealed(PLACE);
        ring = new KeyRing(List.of(second, first));
        assertThat(sealer.isOutdated(before)).isTrue();

        StoredSecret after = with(PLACE, sealer.reseal(before));

        assertThat(sealer.isOutdated(after)).isFalse();
        assertThat(sealer.open(before).reveal()).isEqualTo(TEXT);
        assertThat(sealer.open(after).reveal()).isEqualTo(TEXT);
        ring = new KeyRing(List.of(second));
        assertThat(sealer.open(after).reveal()).isEqualTo(TEXT);
        assertThatThrownBy(() -> sealer.open(before)).isInstanceOf(UnsealException.class);
    }

    @Test
    void keeps_purposes_and_tenants_apart() {
        assertThat(first.derive(MasterKey.Purpose.SECRETS, "a").getEncoded())
                .isNotEqualTo(first.derive(MasterKey.Purpose.SECRETS, "b").getEncoded())
                .isNotEqualTo(first.derive(MasterKey.Purpose.NAME, "a").getEncoded())
                .isNotEqualTo(second.derive(MasterKey.Purpose.SECRETS, "a").getEncoded())
                .isEqualTo(first.derive(MasterKey.Purpose.SECRETS, "a").getEncoded())
                .hasSize(32);
    }

    private StoredSecret sealed(Place place) {
        return with(place, sealer.seal(new Secret(TEXT), place));
    }

    private static StoredSecret with(Place place, String sealed) {
        return new StoredSecret(place.id(), place.tenant(), "openai", place.version(), sealed);
    }

    private void assertRefused(String sealed) {
        assertThatThrownBy(() -> sealer.open(with(PLACE, sealed)))
                .isInstanceOf(UnsealException.class)
                .hasMessageNotContaining(TEXT);
    }

    private static MasterKey key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return MasterKey.of(bytes);
    }
}
