package io.piuptime.control.keys;

import io.piuptime.control.api.LimitBody;
import io.piuptime.control.api.Moments;
import io.piuptime.control.api.Problem;
import io.piuptime.gateway.authenticate.standing.Network;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.exchange.Tags;
import io.piuptime.model.key.KeyPermission;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the API takes to create a key: every field that a client may send, and no other. */
record NewKeyBody(
        Optional<String> name,
        Optional<String> application,
        Optional<String> user,
        Optional<List<String>> models,
        Optional<List<String>> endpoints,
        Optional<List<String>> addresses,
        Optional<List<String>> permissions,
        Optional<List<LimitBody>> limits,
        Optional<Map<String, String>> tags,
        Optional<String> expiresAt,
        Optional<String> expiresIn) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 200;
    private static final int MOST = 100;

    /** Checks the fields; {@code now} is what expiresIn counts from. */
    NewKey check(Instant now) {
        String checkedName = name.map(String::strip).orElse("");
        requireText("name", checkedName, LONGEST_NAME);
        application.ifPresent(id -> requireText("application", id, LONGEST_NAME));
        user.ifPresent(id -> requireText("user", id, LONGEST_NAME));
        Map<String, String> marks = tags.orElse(Map.of());
        if (!Tags.isValid(marks)) {
            throw Problem.invalid("invalid_tags", "tags: " + marks.size() + " (expected: " + Tags.FORM + ")");
        }
        return new NewKey(
                checkedName,
                application.orElse(Tenant.DEFAULT),
                user,
                access(),
                checkedPermissions(),
                new NewKey.Extent(LimitBody.check(limits.orElse(List.of())), marks),
                expiry(now));
    }

    private Access access() {
        List<String> checkedModels = texts("models", models);
        if (checkedModels.stream().anyMatch(model -> model.indexOf('*') != model.lastIndexOf('*'))) {
            throw Problem.invalid("invalid_models", "models: two * in one name (expected: at most one)");
        }
        List<String> networks = texts("addresses", addresses);
        networks.stream()
                .filter(network -> Network.parse(network).isEmpty())
                .findFirst()
                .ifPresent(network -> {
                    throw Problem.invalid(
                            "invalid_addresses",
                            "addresses: " + Problem.shown(network)
                                    + " (expected: such as 10.0.0.0/8 or 2001:db8::/32)");
                });
        return new Access(checkedModels, texts("endpoints", endpoints), networks);
    }

    private static List<String> texts(String field, Optional<List<String>> list) {
        List<String> texts = list.orElse(List.of());
        if (texts.size() > MOST) {
            throw Problem.invalid(
                    "invalid_" + field, field + ": " + texts.size() + " (expected: at most " + MOST + ")");
        }
        texts.forEach(text -> requireText(field, text, LONGEST_TEXT));
        if (new HashSet<>(texts).size() < texts.size()) {
            throw Problem.invalid("invalid_" + field, field + ": one is named twice (expected: each once)");
        }
        return texts;
    }

    private Set<KeyPermission> checkedPermissions() {
        return permissions.orElse(List.of()).stream()
                .map(NewKeyBody::permission)
                .collect(Collectors.toUnmodifiableSet());
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
