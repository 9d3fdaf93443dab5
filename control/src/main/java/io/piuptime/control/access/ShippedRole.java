package io.piuptime.control.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A role that every tenant has from the beginning. */
public enum ShippedRole {
    /** Everything. */
    OWNER,
    /** Everything but making roles, changing tenants, and deleting what was recorded. */
    ADMIN,
    /** Keeps the gateway running: sees everything, and has the configuration read anew. */
    OPERATOR,
    /** Builds applications: makes keys for them and sees what they use. */
    DEVELOPER,
    /** Sees everything and changes nothing. */
    AUDITOR,
    /** Sees what there is and what it uses, but no people. */
    VIEWER;

    /** Name in grants, in the API and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ShippedRole> of(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }

    public Set<Permission> permissions() {
        return Arrays.stream(Permission.values()).filter(this::has).collect(Collectors.toUnmodifiableSet());
    }

    private boolean has(Permission permission) {
        return switch (this) {
            case OWNER -> true;
            case ADMIN ->
                switch (permission) {
                    case ROLES_WRITE, TENANTS_WRITE, USAGE_DELETE -> false;
                    default -> true;
                };
            case OPERATOR -> permission.reads() || permission == Permission.SNAPSHOT_RELOAD;
            case DEVELOPER -> permission == Permission.KEYS_WRITE || plain(permission);
            case AUDITOR -> permission.reads();
            case VIEWER -> plain(permission);
        };
    }

    private static boolean plain(Permission permission) {
        return switch (permission) {
            case TENANTS_READ, TEAMS_READ, APPLICATIONS_READ, KEYS_READ, BUDGETS_READ, USAGE_READ -> true;
            default -> false;
        };
    }
}
