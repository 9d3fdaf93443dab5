package io.piuptime.gateway.authenticate;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;
import io.piuptime.gateway.authenticate.standing.Standing;
import io.piuptime.gateway.authenticate.standing.Standings;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.key.KeyText;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Finds the caller whose key an exchange presents, in memory only. A refusal never repeats what was presented. */
public final class Authenticator implements Step {
    private static final String NO_KEY = "No API key was sent: put one in the header 'Authorization: Bearer piup_…'.";
    private static final String FOREIGN =
            "A key of another service was sent (it begins with sk-): this gateway expects its"
                    + " own key, 'piup_…', and holds the provider's itself.";
    private static final String NOT_A_KEY =
            "What was sent as API key is none of this gateway's: those begin with piup_ and have " + "67 characters.";
    private static final String DAMAGED = "The API key was cut or mistyped: its form or its checksum is wrong.";
    private static final String UNKNOWN = "The API key is not known here.";
    private static final String AWAY = "The store of keys does not answer, and this key was not known before.";
    private static final String REFUSED = "The store of keys does not answer, and nobody is let in without it.";
    private static final String TOO_MANY = "The API key is not valid, and too many attempts from this address failed:"
            + " correct the key and try again in a few seconds.";

    /** A hash that no key has; comparing with it makes an unknown key cost what a known one costs. */
    private static final String NO_HASH = "0".repeat(64);

    private final Standings standings;
    private final KeyHasher hasher;
    private final AuthFailures failures;

    public Authenticator(Standings standings, KeyHasher hasher, AuthFailures failures) {
        this.standings = standings;
        this.hasher = hasher;
        this.failures = failures;
    }

    /** Settles who asks as soon as the head is read, so that a stranger's body is never read. */
    @Override
    public void opened(Exchange exchange) {
        Exchange.Head head = exchange.head();
        exchange.authenticated(authenticate(head.presentedKey(), head.address(), head.startedAt()));
    }

    /**
     * The caller, if the key is valid now.
     *
     * @throws RefusedException when there is no key or it is not valid, or nobody can say whether it is
     */
    public Caller authenticate(Optional<String> presentedKey, Instant now) {
        return valid(presentedKey, () -> true, now).caller();
    }

    /**
     * The caller, if the key is valid now.
     *
     * @param address where the attempt comes from; it has only so many failures a second, which never hurts a valid key
     * @throws RefusedException when there is no key, or it is not valid, or it may not be used from there or now
     */
    public Caller authenticate(Optional<String> presentedKey, String address, Instant now) {
        Standing standing = valid(presentedKey, () -> failures.allow(address), now);
        standing.forbidden(address).ifPresent(why -> {
            throw new RefusedException(new Refusal.Forbidden(why));
        });
        return standing.caller();
    }

    private Standing valid(Optional<String> presentedKey, BooleanSupplier mayFail, Instant now) {
        KeyText key = parse(presentedKey);
        Optional<Standing> known = standings.find(key.id());
        if (standings.freshness().refuses()) {
            throw new RefusedException(new Refusal.StoreAway(REFUSED));
        }
        if (known.isEmpty() && standings.freshness().isBehind()) {
            throw new RefusedException(new Refusal.StoreAway(AWAY)); // it may have been made meanwhile
        }
        if (known.isEmpty() && !mayFail.getAsBoolean()) {
            throw refused(TOO_MANY);
        }
        boolean matches = hasher.matches(key, known.map(Standing::hash).orElse(NO_HASH));
        if (known.isEmpty()) {
            throw refused(UNKNOWN);
        }
        if (!matches) {
            throw refused(mayFail.getAsBoolean() ? UNKNOWN : TOO_MANY);
        }
        known.get().invalid(now).ifPresent(why -> {
            throw refused(why);
        });
        return known.get();
    }

    private static KeyText parse(Optional<String> presentedKey) {
        String presented = presentedKey.orElseThrow(() -> refused(NO_KEY));
        return KeyText.parse(presented).orElseThrow(() -> refused(whatIsWrong(presented)));
    }

    private static String whatIsWrong(String presented) {
        if (presented.isBlank()) {
            return NO_KEY;
        }
        if (presented.startsWith("sk-")) {
            return FOREIGN;
        }
        return presented.startsWith(KeyText.PREFIX) ? DAMAGED : NOT_A_KEY;
    }

    private static RefusedException refused(String message) {
        return new RefusedException(new Refusal.Unauthenticated(message));
    }
}
