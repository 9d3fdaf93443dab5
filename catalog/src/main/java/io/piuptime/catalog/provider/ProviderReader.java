package io.piuptime.catalog.provider;

import io.piuptime.catalog.row.InvalidRowException;
import io.piuptime.catalog.row.Row;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.RateLimitHeader;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.price.Service;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the row of a provider. */
public final class ProviderReader {
    private static final List<String> KEYS = List.of(
            "title",
            "docs",
            "aliases",
            "signs",
            "keys",
            "by-key",
            "settings",
            "speaks",
            "quirks",
            "rate-limits",
            "regions",
            "percents",
            "prices-of");
    private static final List<String> SPEECH_KEYS = List.of("base-url", "signs", "query");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final int MOST_PERCENT = 1000;

    private ProviderReader() {}

    /**
     * Reads a row.
     *
     * @throws InvalidRowException if it is not one
     */
    public static ProviderRow read(String name, Row row) {
        row.knowingOnly(KEYS);
        if (!NAME.matcher(name).matches()) {
            throw new InvalidRowException(row.place(), "'" + name + "'", "a name of small letters, digits and -");
        }
        Map<String, List<String>> settings = new LinkedHashMap<>();
        Row written = row.row("settings");
        written.values().keySet().forEach(setting -> settings.put(setting, written.texts(setting)));
        return new ProviderRow(
                name,
                row.optional("title").orElse(name),
                row.optional("docs").orElse(""),
                row.texts("aliases"),
                row.texts("keys"),
                row.flag("by-key").orElse(false),
                settings,
                speaks(row),
                Set.copyOf(row.choices("quirks", Quirk.class)),
                row.row("rate-limits").by(RateLimitHeader.class, row.row("rate-limits")::text),
                row.texts("regions"),
                percents(row.row("percents")),
                row.texts("prices-of"));
    }

    private static List<Speech> speaks(Row row) {
        Signing otherwise = row.choice("signs", Signing.class).orElse(Signing.BEARER);
        Row speaks = row.row("speaks");
        List<Speech> read = new ArrayList<>();
        speaks.by(Wire.class, key -> key).forEach((wire, key) -> {
            if (!(speaks.values().get(key) instanceof Map)) {
                read.add(new Speech(wire, baseUrl(speaks, key), otherwise, Map.of()));
                return;
            }
            Row speech = speaks.row(key).knowingOnly(SPEECH_KEYS);
            Map<String, String> query = new LinkedHashMap<>();
            Row asked = speech.row("query");
            asked.values().keySet().forEach(name -> query.put(name, asked.text(name)));
            Signing signing = speech.choice("signs", Signing.class).orElse(otherwise);
            read.add(new Speech(wire, baseUrl(speech, "base-url"), signing, query));
        });
        if (read.isEmpty()) {
            throw new InvalidRowException(row.placeOf("speaks"), "absent", "a wire format and its base URL");
        }
        return read;
    }

    private static String baseUrl(Row row, String key) {
        String text = row.text(key);
        try {
            URI uri = new URI(text.replaceAll("[{}]", ""));
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getQuery() == null && !text.endsWith("/")) {
                return text;
            }
        } catch (URISyntaxException _) {
            // refused below, as another scheme is
        }
        throw new InvalidRowException(
                row.placeOf(key), "'" + text + "'", "http:// or https://, a host and a path without / at the end");
    }

    private static Map<Service, Integer> percents(Row row) {
        return row.by(Service.class, key -> {
            long percent = row.number(key).orElse(-1L);
            if (key.equals(Service.STANDARD.code()) || percent < 0 || percent > MOST_PERCENT) {
                throw new InvalidRowException(
                        row.placeOf(key), String.valueOf(percent), "0 to 1000, and not for standard");
            }
            return (int) percent;
        });
    }
}
