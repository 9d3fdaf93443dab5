package io.piuptime.control.keys;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.api.Moments;
import io.piuptime.control.api.Problem;
import io.piuptime.model.key.KeyPermission;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The key to create.
 *
 * @param models names and wildcards of the models it may use; empty = all
 * @param permissions what it may do beyond asking models
 */
public record NewKey(String name, List<String> models, Set<KeyPermission> permissions, Optional<Instant> expiresAt) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_MODEL = 200;
    private static final int MOST_MODELS = 100;

    public NewKey {
        requireNonNull(name, "name");
        models = List.copyOf(models);
        permissions = Set.copyOf(permissions);
        requireNonNull(expiresAt, "expiresAt");
    }

    /** A key that may ask models and nothing else. */
    public NewKey(String name, List<String> models, Optional<Instant> expiresAt) {
        this(name, models, Set.of(), expiresAt);
    }

    /** What the API takes: every field that a client may send, and no other. */
    record Body(
            Optional<String> name,
            Optional<List<String>> models,
            Optional<List<String>> permissions,
            Optional<String> expiresAt,
            Optional<String> expiresIn) {

        /** Checks the fields; {@code now} is what expiresIn counts from. */
        NewKey check(Instant now) {
            String checkedName = name.map(String::strip).orElse("");
            requireText("name", checkedName, LONGEST_NAME);
            List<String> checkedModels = models.orElse(List.of());
            if (checkedModels.size() > MOST_MODELS) {
                throw Problem.invalid(
                        "invalid_models",
                        "models: " + checkedModels.size() + " (expected: at most " + MOST_MODELS + ")");
            }
            checkedModels.forEach(model -> requireText("models", model, LONGEST_MODEL));
            if (checkedModels.stream().anyMatch(model -> model.indexOf('*') != model.lastIndexOf('*'))) {
                throw Problem.invalid("invalid_models", "models: two * in one name (expected: at most one)");
            }
            if (new HashSet<>(checkedModels).size() < checkedModels.size()) {
                throw Problem.invalid("invalid_models", "models: one is named twice (expected: each once)");
            }
            return new NewKey(
                    checkedName,
                    checkedModels,
                    permissions.orElse(List.of()).stream()
                            .map(Body::permission)
                            .collect(Collectors.toUnmodifiableSet()),
                    expiry(now));
        }

        private static KeyPermission permission(String id) {
            return KeyPermission.of(String.valueOf(id))
                    .orElseThrow(() -> Problem.invalid(
                            "invalid_permissions",
                            "permissions: " + Problem.shown(String.valueOf(id)) + " (expected: "
                                    + Arrays.stream(KeyPermission.values())
                                            .map(KeyPermission::id)
                                            .collect(Collectors.joining(", "))
                                    + ")"));
        }

        private Optional<Instant> expiry(Instant now) {
            if (expiresAt.isPresent() && expiresIn.isPresent()) {
                throw Problem.invalid("invalid_expiry", "expiresAt and expiresIn: both (expected: one of them)");
            }
            Optional<Instant> expiry = expiresAt
                    .map(text -> Moments.parse("expiresAt", text))
                    .or(() -> expiresIn.map(text -> now.plus(Moments.duration("expiresIn", text))));
            expiry.filter(moment -> !moment.isAfter(now)).ifPresent(moment -> {
                throw Problem.invalid(
                        "invalid_expiry", "expiresAt: " + Moments.write(moment) + " (expected: a moment to come)");
            });
            return expiry;
        }

        private static void requireText(String field, String text, int longest) {
            boolean clean = text != null
                    && !text.isBlank()
                    && text.length() <= longest
                    && text.chars().noneMatch(Character::isISOControl);
            if (!clean) {
                throw Problem.invalid(
                        "invalid_" + field,
                        field + ": " + (text == null ? "null" : Problem.shown(text)) + " (expected: 1 to " + longest
                                + " characters, none of them a control character)");
            }
        }
    }
}
