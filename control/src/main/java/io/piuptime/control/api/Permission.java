package io.piuptime.control.api;

/** What a caller of the admin API must be allowed to do. The admin token allows everything. */
public enum Permission {
    KEYS_READ("keys:read"),
    KEYS_WRITE("keys:write"),
    USAGE_READ("usage:read"),
    USAGE_DELETE("usage:delete"),
    TARGETS_READ("targets:read"),
    SNAPSHOT_READ("snapshot:read"),
    SNAPSHOT_RELOAD("snapshot:reload"),
    REVISIONS_READ("revisions:read"),
    REVISIONS_WRITE("revisions:write"),
    SECRETS_READ("secrets:read"),
    SECRETS_WRITE("secrets:write"),
    NODES_READ("nodes:read");

    private final String word;

    Permission(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
