package io.piuptime.model.exchange;

import io.piuptime.model.directory.Access;
import io.piuptime.model.key.KeyPermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a caller may do: what every level allows, from the tenant down to the key.
 *
 * @param levels those that do not allow all; each has to allow a request
 * @param permissions what the key may do beyond asking models
 */
public record Rights(List<Access> levels, Set<KeyPermission> permissions) {
    /** Asks models, all of them, and nothing else. */
    public static final Rights ALL = new Rights(List.of(), Set.of());

    public Rights {
        List<Access> narrow = new ArrayList<>(levels.size());
        for (Access level : levels) {
            if (!level.equals(Access.ALL)) {
                narrow.add(level);
            }
        }
        levels = List.copyOf(narrow);
        permissions = Set.copyOf(permissions);
    }

    public boolean allowsModel(String model) {
        for (Access level : levels) {
            if (!level.models().isEmpty() && !anyMatches(level.models(), model)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an operation is allowed, by its name such as {@code chat}. */
    public boolean allowsEndpoint(String name) {
        for (Access level : levels) {
            if (!level.endpoints().isEmpty() && !level.endpoints().contains(name)) {
                return false;
            }
        }
        return true;
    }

    /** Names and wildcards of the models that the narrowest level allows; empty = all. */
    public List<String> models() {
        for (Access level : levels.reversed()) {
            if (!level.models().isEmpty()) {
                return level.models();
            }
        }
        return List.of();
    }

    /** Names of the operations that the narrowest level allows; empty = all. */
    public List<String> endpoints() {
        for (Access level : levels.reversed()) {
            if (!level.endpoints().isEmpty()) {
                return level.endpoints();
            }
        }
        return List.of();
    }

    private static boolean anyMatches(List<String> patterns, String model) {
        for (String pattern : patterns) {
            if (matches(pattern, model)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, String model) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(model);
        }
        int tail = pattern.length() - star - 1;
        return model.length() >= star + tail
                && model.startsWith(pattern.substring(0, star))
                && model.endsWith(pattern.substring(star + 1));
    }
}
