package io.piuptime.gateway.secrets;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.secrets.MasterKey.Purpose;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.directory.StoredSecret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets and opens them: AES-256-GCM by a key of each sealing's own, which is wrapped by a key of the tenant's, which
 * is derived from a master key. Both layers are bound to tenant, id and version: in another place they do not open.
 */
public final class Sealer {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";

    private final Supplier<KeyRing> ring;
    private final RandomGenerator random;
    private final InstantSource clock;

    /** Who a secret belongs to, and the how-manyth it is. */
    public record Place(String tenant, String id, int version) {
        public Place {
            requireNonNull(tenant, "tenant");
            requireNonNull(id, "id");
        }

        public static Place of(StoredSecret secret) {
            return new Place(secret.tenant(), secret.id(), secret.version());
        }

        private byte[] bound(String layer, long sealedAt) {
            return Sealing.bound(layer, tenant, id, Integer.toString(version), Long.toString(sealedAt));
        }

        @Override
        public String toString() {
            return "secret '" + id + "' version " + version;
        }
    }

    /**
     * Seals by the keys that there are at each moment.
     *
     * @param random a cryptographically strong source that many threads may use
     */
    public Sealer(Supplier<KeyRing> ring, RandomGenerator random, InstantSource clock) {
        this.ring = requireNonNull(ring, "ring");
        this.random = requireNonNull(random, "random");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * The sealed text of a secret.
     *
     * @throws UnsealException when this node has no key to seal with
     */
    public String seal(Secret secret, Place place) {
        MasterKey master = sealing(place);
        long now = clock.instant().getEpochSecond();
        byte[] own = new byte[KEY_BYTES];
        random.nextBytes(own);
        byte[] content = secret.reveal().getBytes(StandardCharsets.UTF_8);
        Sealing sealing = new Sealing(
                master.name(),
                now,
                Bytes.of(encrypt(master.derive(Purpose.SECRETS, place.tenant()), own, place.bound("key", now))),
                Bytes.of(encrypt(new SecretKeySpec(own, "AES"), content, place.bound("content", now))));
        Arrays.fill(own, (byte) 0);
        Arrays.fill(content, (byte) 0);
        return sealing.text();
    }

    /**
     * The secret in a sealed text.
     *
     * @throws UnsealException when this node has not its key, or it was not sealed for this place
     */
    public Secret open(StoredSecret stored) {
        Place place = Place.of(stored);
        Sealing sealing = Sealing.read(stored.sealed(), place.toString());
        byte[] own = unwrap(sealing, place);
        byte[] content = decrypt(
                new SecretKeySpec(own, "AES"),
                sealing.content().copy(),
                place.bound("content", sealing.sealedAt()),
                place);
        Arrays.fill(own, (byte) 0);
        return new Secret(new String(content, StandardCharsets.UTF_8));
    }

    /**
     * The same secret, its key wrapped by the key that seals now; its content is not opened.
     *
     * @throws UnsealException as above
     */
    public String reseal(StoredSecret stored) {
        Place place = Place.of(stored);
        Sealing before = Sealing.read(stored.sealed(), place.toString());
        MasterKey master = sealing(place);
        byte[] own = unwrap(before, place);
        byte[] wrapped =
                encrypt(master.derive(Purpose.SECRETS, place.tenant()), own, place.bound("key", before.sealedAt()));
        Arrays.fill(own, (byte) 0);
        return new Sealing(master.name(), before.sealedAt(), Bytes.of(wrapped), before.content()).text();
    }

    /** Name of the key that a secret is sealed by. */
    public String keyOf(StoredSecret stored) {
        return Sealing.read(stored.sealed(), Place.of(stored).toString()).key();
    }

    /** When a secret got its present text. */
    public Instant sealedAt(StoredSecret stored) {
        return Instant.ofEpochSecond(
                Sealing.read(stored.sealed(), Place.of(stored).toString()).sealedAt());
    }

    /** Whether a secret is sealed by another key than the one that seals now. */
    public boolean isOutdated(StoredSecret stored) {
        return ring.get()
                .first()
                .filter(first -> !first.name().equals(keyOf(stored)))
                .isPresent();
    }

    private MasterKey sealing(Place place) {
        return ring.get()
                .first()
                .orElseThrow(() -> new UnsealException(place
                        + " cannot be sealed: this node has no key (expected: secrets.keys in its configuration)"));
    }

    private byte[] unwrap(Sealing sealing, Place place) {
        KeyRing known = ring.get();
        MasterKey master = known.find(sealing.key())
                .orElseThrow(() -> new UnsealException(place + " is sealed by key " + sealing.key()
                        + " (this node has: " + known.names() + "; secrets.keys of its configuration names them)"));
        return decrypt(
                master.derive(Purpose.SECRETS, place.tenant()),
                sealing.wrapped().copy(),
                place.bound("key", sealing.sealedAt()),
                place);
    }

    private byte[] encrypt(Key key, byte[] plain, byte[] bound) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, bound, plain);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(CIPHER + " (expected: part of every JDK)", e);
        }
    }

    private static byte[] decrypt(Key key, byte[] sealed, byte[] bound, Place place) {
        try {
            if (sealed.length > NONCE_BYTES) {
                byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
                byte[] rest = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
                return run(Cipher.DECRYPT_MODE, key, nonce, bound, rest);
            }
        } catch (AEADBadTagException _) {
            // told below: it says nothing of why
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(CIPHER + " (expected: part of every JDK)", e);
        }
        throw new UnsealException(place + ": damaged, or sealed for another place");
    }

    private static byte[] run(int mode, Key key, byte[] nonce, byte[] bound, byte[] text)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher.doFinal(text);
    }
}
