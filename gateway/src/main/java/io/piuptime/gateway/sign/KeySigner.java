package io.piuptime.gateway.sign;

import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Proves by sending a key along, wherever the provider expects it; asks another signer for everything else. */
public final class KeySigner implements Signer {
    private final Signer others;

    public KeySigner(Signer others) {
        this.others = others;
    }

    @Override
    public Optional<Proof> atOnce(Draft draft) {
        Provider provider = draft.target().provider();
        if (!isByKey(draft)) {
            return others.atOnce(draft);
        }
        return Optional.of(provider.apiKey().map(key -> proof(draft, key)).orElse(Proof.NONE));
    }

    @Override
    public Proof waiting(Draft draft) {
        return isByKey(draft) ? atOnce(draft).orElse(Proof.NONE) : others.waiting(draft);
    }

    private static boolean isByKey(Draft draft) {
        return switch (draft.signing()) {
            case BEARER, AUTHORIZATION, X_API_KEY, X_GOOG_API_KEY, API_KEY, QUERY, NONE -> true;
            case SIGV4, GOOGLE_OAUTH, ENTRA -> false;
        };
    }

    private static Proof proof(Draft draft, Secret key) {
        return switch (draft.signing()) {
            case AUTHORIZATION -> Proof.header("authorization", key.reveal());
            case X_API_KEY -> Proof.header("x-api-key", key.reveal());
            case X_GOOG_API_KEY -> Proof.header("x-goog-api-key", key.reveal());
            case API_KEY -> Proof.header("api-key", key.reveal());
            case QUERY -> new Proof(Map.of(), "key=" + URLEncoder.encode(key.reveal(), StandardCharsets.UTF_8));
            case BEARER, SIGV4, GOOGLE_OAUTH, ENTRA -> Proof.header("authorization", "Bearer " + key.reveal());
            case NONE -> Proof.NONE;
        };
    }
}
