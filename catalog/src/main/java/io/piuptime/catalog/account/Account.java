package io.piuptime.catalog.account;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A provider as it can be asked itself, beside its models.
 *
 * @param open the paths that callers may ask below {@code /providers/NAME}; none if none is listed
 */
public record Account(Provider provider, Timers timers, List<OpenPath> open) {
    /** The version at the end of an address, such as {@code /v1} or {@code /v1beta}. */
    private static final Pattern VERSION = Pattern.compile("/v[0-9][a-z0-9]*$");

    private static final String MODEL = "/{model}";

    public Account {
        requireNonNull(provider, "provider");
        requireNonNull(timers, "timers");
        open = List.copyOf(open);
    }

    /** Whether a path is listed. */
    public boolean opens(String path) {
        return open.stream().anyMatch(listed -> listed.matches(path));
    }

    /** Where its own wire format is spoken, without the version that paths begin with. */
    public Speech root() {
        String base = provider.own().baseUrl();
        int model = base.indexOf(MODEL);
        String settled = model < 0 ? base : base.substring(0, model);
        return provider.own().at(VERSION.matcher(settled).replaceFirst(""));
    }

    /** Where it speaks OpenAI's format, if it does. */
    public Optional<Speech> openAi() {
        return provider.speech(Wire.OPENAI_CHAT).or(() -> provider.speech(Wire.OPENAI_RESPONSES));
    }
}
