package io.piuptime.model.exchange;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.directory.Tenant;

/**
 * Whose a key is, by ids.
 *
 * @param user the account that the key acts for, or empty
 */
public record Owner(String tenant, String team, String application, String user) {
    /** Of keys that name none. */
    public static final Owner DEFAULT = new Owner(Tenant.DEFAULT, Tenant.DEFAULT, Tenant.DEFAULT, "");

    public Owner {
        requireNonNull(tenant, "tenant");
        requireNonNull(team, "team");
        requireNonNull(application, "application");
        requireNonNull(user, "user");
    }
}
