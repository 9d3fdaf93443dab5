package io.piuptime.model.catalog;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One wire format that a provider speaks, and where.
 *
 * @param baseUrl up to and including the version, without a slash at the end; {@code {region}} stands for a setting,
 *     {@code {model}} for the model that is asked for
 * @param query sent with every request; a value can be {@code {setting}}
 */
public record Speech(Wire wire, String baseUrl, Signing signing, Map<String, String> query) {
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

    /** Whether an address is on this host, whatever the settings. */
    public boolean isOn(URI address) {
        String rest = baseUrl.substring(baseUrl.indexOf("://") + 3);
        String host = rest.indexOf('/') < 0 ? rest : rest.substring(0, rest.indexOf('/'));
        StringBuilder pattern = new StringBuilder();
        Matcher found = PLACEHOLDER.matcher(host);
        int from = 0;
        while (found.find()) {
            pattern.append(Pattern.quote(host.substring(from, found.start()))).append("[a-z0-9-]+");
            from = found.end();
        }
        pattern.append(Pattern.quote(host.substring(from)));
        return String.valueOf(address.getRawAuthority())
                .toLowerCase(Locale.ROOT)
                .matches(pattern.toString());
    }

    /** The same with settings in their places, of which nothing but the model is left open; empty if one is not known. */
    public Optional<Speech> with(Map<String, String> settings) {
        if (!settings.keySet().containsAll(placeholders())) {
            return Optional.empty();
        }
        Map<String, String> asked = new HashMap<>();
        query.forEach((name, value) -> asked.put(name, filled(value, settings)));
        return Optional.of(new Speech(wire, filled(baseUrl, settings), signing, asked));
    }

    /** The same at another address. */
    public Speech at(String otherBaseUrl) {
        return new Speech(wire, otherBaseUrl, signing, query);
    }

    /** The same, signed in another way. */
    public Speech signed(Signing otherwise) {
        return new Speech(wire, baseUrl, otherwise, query);
    }

    /** Where a model is asked; the name must be one that a path can hold. */
    public URI url(String model) {
        return URI.create(baseUrl.replace("{" + MODEL + "}", model));
    }

    private static String filled(String text, Map<String, String> settings) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(settings.getOrDefault(found.group(1), found.group())));
    }
}
