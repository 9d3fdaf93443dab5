package io.piuptime.model.usage;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Whose an exchange was, beyond its key.
 *
 * @param tenant id, as of the team and the application; empty when the caller was not known, or not yet written down then
 * @param user id of the account that the key acted for, or empty
 * @param endUser whom the request said that it was for, in the caller's own words, or empty
 * @param tags marks of the key and of the request
 */
public record Attribution(
        String tenant, String team, String application, String user, String endUser, Map<String, String> tags) {
    /** Nobody's. */
    public static final Attribution NONE = new Attribution("", "", "", "", "", Map.of());

    public Attribution {
        requireNonNull(tenant, "tenant");
        requireNonNull(team, "team");
        requireNonNull(application, "application");
        requireNonNull(user, "user");
        requireNonNull(endUser, "endUser");
        tags = Map.copyOf(tags);
    }
}
