package io.piuptime.observe.usage;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.usage.Attribution;
import java.time.Instant;
import java.util.Optional;

/**
 * Which usage records are asked for.
 *
 * @param from first moment, included
 * @param to last moment, excluded
 * @param whose exchanges, beyond the key's
 * @param before the cursor of an earlier page: only records with a smaller id
 * @param limit 1 to 1,000 records
 */
public record UsageQuery(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> keyId,
        Optional<String> model,
        Whose whose,
        Optional<String> before,
        int limit) {
    public static final int MAX_LIMIT = 1_000;

    /**
     * Whose exchanges are asked for; what is empty does not matter.
     *
     * @param tag {@code name=value}
     */
    public record Whose(
            Optional<String> tenant,
            Optional<String> team,
            Optional<String> application,
            Optional<String> user,
            Optional<String> endUser,
            Optional<String> tag) {
        public static final Whose ANYBODY = new Whose(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        public Whose {
            requireNonNull(tenant, "tenant");
            requireNonNull(team, "team");
            requireNonNull(application, "application");
            requireNonNull(user, "user");
            requireNonNull(endUser, "endUser");
            requireNonNull(tag, "tag");
        }

        /** Whether an exchange is one of those. */
        public boolean matches(Attribution attribution) {
            return tenant.map(attribution.tenant()::equals).orElse(true)
                    && team.map(attribution.team()::equals).orElse(true)
                    && application.map(attribution.application()::equals).orElse(true)
                    && user.map(attribution.user()::equals).orElse(true)
                    && endUser.map(attribution.endUser()::equals).orElse(true)
                    && tag.map(asked -> attribution.tags().entrySet().stream()
                                    .anyMatch(mark -> asked.equals(mark.getKey() + "=" + mark.getValue())))
                            .orElse(true);
        }
    }

    public UsageQuery {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(keyId, "keyId");
        requireNonNull(model, "model");
        requireNonNull(whose, "whose");
        requireNonNull(before, "before");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + MAX_LIMIT + ")");
        }
    }

    /** Records of anybody. */
    public UsageQuery(
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> keyId,
            Optional<String> model,
            Optional<String> before,
            int limit) {
        this(from, to, keyId, model, Whose.ANYBODY, before, limit);
    }

    /** The newest records, whoever they belong to. */
    public static UsageQuery newest(int limit) {
        return new UsageQuery(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }
}
