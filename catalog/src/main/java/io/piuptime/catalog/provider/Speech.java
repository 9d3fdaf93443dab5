package io.piuptime.catalog.provider;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One wire format that a provider speaks, and where.
 *
 * @param baseUrl up to and including the version, without a slash at the end; {@code {region}} stands for a setting
 * @param query sent with every request; a value can be {@code {setting}}
 */
public record Speech(Wire wire, String baseUrl, Signing signing, Map<String, String> query) {
    /** What stands for the model that is asked for, not for a setting. */
    private static final String MODEL = "model";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z-]*)}");

    public Speech {
        requireNonNull(wire, "wire");
        requireNonNull(baseUrl, "baseUrl");
        requireNonNull(signing, "signing");
        query = Map.copyOf(query);
    }

    /** The settings that must be known before a request can be sent. */
    public Set<String> placeholders() {
        Set<String> names = new TreeSet<>();
        Matcher found = PLACEHOLDER.matcher(baseUrl + " " + String.join(" ", query.values()));
        while (found.find()) {
            names.add(found.group(1));
        }
        names.remove(MODEL);
        return names;
    }

    /** The base URL with settings in their places; empty if one is not known. */
    public Optional<String> baseUrl(Map<String, String> settings) {
        if (!settings.keySet().containsAll(placeholders())) {
            return Optional.empty();
        }
        return Optional.of(PLACEHOLDER
                .matcher(baseUrl)
                .replaceAll(found -> Matcher.quoteReplacement(settings.getOrDefault(found.group(1), found.group()))));
    }
}
