package io.piuptime.app.cli.entry;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A kind of entries that a command lists, makes, changes and removes. */
public enum EntryKind {
    TENANTS("tenants"),
    TEAMS("teams"),
    APPS("applications"),
    USERS("users"),
    ROLES("roles"),
    BUDGETS("budgets");

    private static final String PREFIX = "/admin/v1/";

    private final String plural;

    EntryKind(String plural) {
        this.plural = plural;
    }

    /** The command. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The API's name of several. */
    public String plural() {
        return plural;
    }

    /** The API's name of one. */
    public String singular() {
        return plural.substring(0, plural.length() - 1);
    }

    public String path() {
        return PREFIX + plural;
    }

    public String path(String id) {
        return path() + "/" + id;
    }

    /** Options that narrow a list. */
    public Set<String> filters() {
        return switch (this) {
            case TENANTS -> Set.of("name");
            case TEAMS, ROLES -> Set.of("name", "tenant");
            case APPS, USERS, BUDGETS -> Set.of("name", "tenant", "team");
        };
    }

    /** Options that say what an entry is. */
    public Set<String> options() {
        Set<String> level = Set.of("name", "active", "model", "endpoint", "address", "limit");
        return switch (this) {
            case TENANTS -> level;
            case TEAMS -> with(level, "tenant");
            case APPS -> with(level, "tenant", "team");
            case USERS -> Set.of("tenant", "name", "role", "limit", "active");
            case ROLES -> Set.of("tenant", "name", "permission");
            case BUDGETS -> Set.of("tenant", "name", "subject", "cap", "strict", "alert", "fallback", "active");
        };
    }

    /** Headings of its table. */
    public List<String> columns() {
        return switch (this) {
            case TENANTS -> List.of("ID", "NAME", "ACTIVE", "MODELS", "LIMITS");
            case TEAMS -> List.of("ID", "TENANT", "NAME", "ACTIVE", "MODELS", "LIMITS");
            case APPS -> List.of("ID", "TENANT", "TEAM", "NAME", "ACTIVE", "MODELS", "LIMITS");
            case USERS -> List.of("ID", "TENANT", "NAME", "ACTIVE", "ROLES", "LIMITS");
            case ROLES -> List.of("ID", "TENANT", "NAME", "PERMISSIONS");
            case BUDGETS -> List.of("ID", "TENANT", "NAME", "ACTIVE", "SUBJECT", "CAPS", "STRICT");
        };
    }

    public static Optional<EntryKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    private static Set<String> with(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }
}
