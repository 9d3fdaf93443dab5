package io.piuptime.dialects.aws.sigv4;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Signs requests to one service of AWS in one region. Safe to use from any thread. */
public final class SigV4 {
    private static final String DATE = "X-Amz-Date";
    private static final String TOKEN = "X-Amz-Security-Token";
    private static final String CONTENT_HASH = "X-Amz-Content-Sha256";

    /** Headers that are set here, whatever a request brings. */
    private static final Set<String> OWN_HEADERS =
            Set.of("authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256");

    private static final Set<String> OWN_PARAMETERS = Set.of(
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            DATE,
            "X-Amz-Expires",
            "X-Amz-SignedHeaders",
            TOKEN,
            "X-Amz-Signature");

    private static final Duration MAX_EXPIRY = Duration.ofDays(7);

    private final Scope scope;
    private final SigningRules rules;
    private final InstantSource clock;
    /** Deriving it costs more than all the rest: it is kept while keys and day stay the same. */
    private final AtomicReference<Optional<SigningKey>> lastKey = new AtomicReference<>(Optional.empty());

    public SigV4(Scope scope, SigningRules rules, InstantSource clock) {
        this.scope = scope;
        this.rules = rules;
        this.clock = clock;
    }

    /** The headers to send besides those of the request, which they replace where the names are the same. */
    public List<HeaderField> sign(SigningRequest request, AwsCredentials credentials) {
        Signature signature = new Signature(clock.instant(), scope);
        List<HeaderField> added = new ArrayList<>();
        added.add(new HeaderField(DATE, signature.stamp()));
        if (rules.payloadHeader()) {
            added.add(new HeaderField(CONTENT_HASH, request.payload().hash()));
        }
        Optional<HeaderField> token = credentials.sessionToken().map(value -> new HeaderField(TOKEN, value.reveal()));
        if (rules.signToken()) {
            token.ifPresent(added::add);
        }
        CanonicalRequest canonical = CanonicalRequest.of(withHeaders(request, added), rules);
        String authorization = Signature.ALGORITHM + " Credential=" + signature.credential(credentials)
                + ", SignedHeaders=" + canonical.signedHeaders()
                + ", Signature=" + signature.of(canonical, key(credentials, signature.day()));
        if (!rules.signToken()) {
            token.ifPresent(added::add);
        }
        added.add(new HeaderField("Authorization", authorization));
        return List.copyOf(added);
    }

    /** The query of a request that carries its signature in it, so that whoever has the address may send it until then. */
    public String presign(SigningRequest request, AwsCredentials credentials, Duration expiry) {
        requireWithin(expiry);
        requireUnsigned(request.query());
        Signature signature = new Signature(clock.instant(), scope);
        SigningRequest plain = withHeaders(request, List.of());
        StringBuilder query = new StringBuilder(request.query());
        add(query, "X-Amz-Algorithm", Signature.ALGORITHM);
        add(query, "X-Amz-Credential", signature.credential(credentials));
        add(query, DATE, signature.stamp());
        add(query, "X-Amz-SignedHeaders", CanonicalRequest.of(plain, rules).signedHeaders());
        add(query, "X-Amz-Expires", Long.toString(expiry.toSeconds()));
        if (rules.signToken()) {
            credentials.sessionToken().ifPresent(token -> add(query, TOKEN, token.reveal()));
        }
        CanonicalRequest canonical = CanonicalRequest.of(withQuery(plain, query.toString()), rules);
        if (!rules.signToken()) {
            credentials.sessionToken().ifPresent(token -> add(query, TOKEN, token.reveal()));
        }
        add(query, "X-Amz-Signature", signature.of(canonical, key(credentials, signature.day())));
        return query.toString();
    }

    private SigningKey key(AwsCredentials credentials, String day) {
        Optional<SigningKey> kept = lastKey.get().filter(key -> key.isOf(credentials, day));
        if (kept.isPresent()) {
            return kept.get();
        }
        SigningKey derived = new SigningKey(credentials, day, scope);
        lastKey.set(Optional.of(derived));
        return derived;
    }

    private static SigningRequest withHeaders(SigningRequest request, List<HeaderField> added) {
        List<HeaderField> headers = new ArrayList<>(added);
        for (HeaderField header : request.headers()) {
            if (!OWN_HEADERS.contains(header.name().toLowerCase(Locale.ROOT))) {
                headers.add(header);
            }
        }
        return new SigningRequest(request.method(), request.path(), request.query(), headers, request.payload());
    }

    private static SigningRequest withQuery(SigningRequest request, String query) {
        return new SigningRequest(request.method(), request.path(), query, request.headers(), request.payload());
    }

    private static void add(StringBuilder query, String name, String value) {
        query.append(query.isEmpty() ? "" : "&").append(name).append('=').append(UriText.encode(value));
    }

    private static void requireWithin(Duration expiry) {
        if (expiry.toSeconds() < 1 || expiry.compareTo(MAX_EXPIRY) > 0) {
            throw new IllegalArgumentException("expiry: " + expiry + " (expected: 1 second to 7 days)");
        }
    }

    private static void requireUnsigned(String query) {
        for (String name : CanonicalRequest.names(query)) {
            if (OWN_PARAMETERS.contains(name)) {
                throw new IllegalArgumentException("query: holds " + name + " (expected: a query not yet signed)");
            }
        }
    }
}
