package io.piuptime.control.access;

import java.util.Arrays;
import java.util.Optional;

/** What a caller of the admin API must be allowed to do. The words are in roles that are kept: they never change. */
public enum Permission {
    TENANTS_READ("tenants:read"),
    TENANTS_WRITE("tenants:write"),
    TEAMS_READ("teams:read"),
    TEAMS_WRITE("teams:write"),
    APPLICATIONS_READ("applications:read"),
    APPLICATIONS_WRITE("applications:write"),
    KEYS_READ("keys:read"),
    KEYS_WRITE("keys:write"),
    USERS_READ("users:read"),
    USERS_WRITE("users:write"),
    ROLES_READ("roles:read"),
    ROLES_WRITE("roles:write"),
    BUDGETS_READ("budgets:read"),
    BUDGETS_WRITE("budgets:write"),
    USAGE_READ("usage:read"),
    USAGE_DELETE("usage:delete"),
    TARGETS_READ("targets:read"),
    SNAPSHOT_READ("snapshot:read"),
    SNAPSHOT_RELOAD("snapshot:reload"),
    REVISIONS_READ("revisions:read"),
    REVISIONS_WRITE("revisions:write"),
    SECRETS_READ("secrets:read"),
    SECRETS_WRITE("secrets:write"),
    NODES_READ("nodes:read"),
    NODES_WRITE("nodes:write");

    private final String word;

    Permission(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<Permission> of(String word) {
        return Arrays.stream(values())
                .filter(permission -> permission.word.equals(word))
                .findFirst();
    }

    /** Whether it changes nothing. */
    public boolean reads() {
        return word.endsWith(":read");
    }
}
