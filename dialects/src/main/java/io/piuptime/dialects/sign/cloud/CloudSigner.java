package io.piuptime.dialects.sign.cloud;

import io.piuptime.dialects.aws.sigv4.AwsCredentials;
import io.piuptime.dialects.aws.sigv4.HeaderField;
import io.piuptime.dialects.aws.sigv4.Payload;
import io.piuptime.dialects.aws.sigv4.Scope;
import io.piuptime.dialects.aws.sigv4.SigV4;
import io.piuptime.dialects.aws.sigv4.SigningRequest;
import io.piuptime.dialects.aws.sigv4.SigningRules;
import io.piuptime.dialects.sign.NoCredentialsException;
import io.piuptime.dialects.sign.Refreshed;
import io.piuptime.dialects.sign.aws.BedrockAccess;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.sign.Draft;
import io.piuptime.gateway.sign.Proof;
import io.piuptime.gateway.sign.Signer;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Signs for AWS, and sends tokens along that Google or Microsoft issue; both keep what they have until it is about to expire. */
public final class CloudSigner implements Signer {
    private static final String SERVICE = "bedrock";

    private final CloudCredentials credentials;
    private final InstantSource clock;
    private final Map<Account, Refreshed<Secret>> tokens = new ConcurrentHashMap<>();
    private final Map<Account, BedrockAccess> accesses = new ConcurrentHashMap<>();
    private final Map<String, SigV4> signatures = new ConcurrentHashMap<>();

    /** Whose proofs they are. */
    private record Account(Signing signing, Map<String, Secret> credentials) {}

    public CloudSigner(CloudCredentials credentials, InstantSource clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public Optional<Proof> atOnce(Draft draft) {
        Account account = account(draft);
        if (draft.signing() == Signing.SIGV4) {
            return switch (accesses.get(account)) {
                case BedrockAccess.Bearer bearer -> Optional.of(bearer(bearer.key()));
                case BedrockAccess.Signed signed -> signed.keys().fresh().map(keys -> signed(draft, keys));
                case null -> Optional.empty();
            };
        }
        Refreshed<Secret> token = tokens.get(account);
        return token == null ? Optional.empty() : token.fresh().map(CloudSigner::bearer);
    }

    @Override
    public Proof waiting(Draft draft) {
        try {
            Account account = account(draft);
            if (draft.signing() == Signing.SIGV4) {
                return switch (accesses.computeIfAbsent(account, one -> credentials.aws(one.credentials()))) {
                    case BedrockAccess.Bearer bearer -> bearer(bearer.key());
                    case BedrockAccess.Signed signed ->
                        signed(draft, signed.keys().current());
                };
            }
            return bearer(tokens.computeIfAbsent(account, this::token).current());
        } catch (NoCredentialsException e) {
            throw new RefusedException(new Refusal.UpstreamFailed(
                    "No credentials for the provider '"
                            + draft.target().provider().name() + "': " + e.getMessage(),
                    "upstream_credentials"));
        }
    }

    private Refreshed<Secret> token(Account account) {
        return account.signing() == Signing.ENTRA
                ? credentials.entra(account.credentials())
                : credentials.google(account.credentials());
    }

    private Proof signed(Draft draft, AwsCredentials keys) {
        Provider provider = draft.target().provider();
        String region = provider.settings().getOrDefault("region", "us-east-1");
        SigV4 signer = signatures.computeIfAbsent(
                region, where -> new SigV4(new Scope(where, SERVICE), SigningRules.USUAL, clock));
        URI uri = draft.uri();
        String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
        SigningRequest request = new SigningRequest(
                "POST",
                uri.getRawPath(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                List.of(new HeaderField("host", host)),
                Payload.of(joined(draft.body())));
        Map<String, String> headers = new HashMap<>();
        signer.sign(request, keys).forEach(header -> headers.put(header.name(), header.value()));
        return new Proof(headers, "");
    }

    private static Bytes joined(List<Bytes> pieces) {
        if (pieces.size() == 1) {
            return pieces.getFirst();
        }
        byte[] whole = new byte[pieces.stream().mapToInt(Bytes::length).sum()];
        int at = 0;
        for (Bytes piece : pieces) {
            System.arraycopy(piece.array(), piece.from(), whole, at, piece.length());
            at += piece.length();
        }
        return Bytes.of(whole);
    }

    private static Account account(Draft draft) {
        return new Account(draft.signing(), draft.target().provider().credentials());
    }

    private static Proof bearer(Secret token) {
        return new Proof(Map.of("authorization", "Bearer " + token.reveal()), "");
    }
}
