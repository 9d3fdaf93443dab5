package io.piuptime.app.config.read;

import io.piuptime.app.config.Describe;
import io.piuptime.app.config.ProviderConfig.ProxyUrl;
import io.piuptime.app.config.Size;
import io.piuptime.model.catalog.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes values of texts: numbers, sizes, durations, addresses, choices. */
final class Scalars {
    private static final long LONGEST = Duration.ofDays(3650).toMillis();

    private final Function<String, Path> files;

    Scalars(Function<String, Path> files) {
        this.files = files;
    }

    /** Whether values of a type are made of one text. */
    static boolean covers(Class<?> type) {
        return type.isEnum()
                || Stream.of(
                                String.class,
                                Secret.class,
                                int.class,
                                long.class,
                                boolean.class,
                                Size.class,
                                Duration.class,
                                URI.class,
                                ProxyUrl.class,
                                Path.class)
                        .anyMatch(type::equals);
    }

    /** The value of a type that a text means; empty if it means none within the limits. */
    Optional<Object> read(Class<?> type, String text, Describe limits) {
        if (type == String.class) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
        if (type == Secret.class) {
            return isSendable(text) ? Optional.of(new Secret(text)) : Optional.empty();
        }
        if (type == boolean.class) {
            return text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
        }
        if (type.isEnum()) {
            return choices(type).filter(text::equals).findFirst().flatMap(choice -> constant(type, choice));
        }
        if (type == URI.class) {
            return uri(text).map(Function.identity());
        }
        if (type == ProxyUrl.class) {
            return uri(text).map(ProxyUrl::new);
        }
        return type == Path.class ? path(text) : number(type, text, limits);
    }

    /** What a text of a type should look like. */
    static String expected(Class<?> type, Describe limits) {
        if (type == Size.class) {
            return "a size such as 32MiB" + range(limits, Units.SIZES::write);
        }
        if (type == Duration.class) {
            return "a duration such as 250ms, 15s, 10m or 90d" + range(limits, Units.DURATIONS::write);
        }
        if (type == int.class || type == long.class) {
            return "a whole number" + range(limits, String::valueOf);
        }
        if (type.isEnum()) {
            return "one of " + choices(type).collect(Collectors.joining(", "));
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == URI.class) {
            return "an address such as https://api.openai.com/v1";
        }
        if (type == ProxyUrl.class) {
            return "an address such as http://127.0.0.1:3128";
        }
        if (type == Secret.class) {
            return "a text without line breaks and control characters";
        }
        return type == Path.class ? "the path of a file" : "a text";
    }

    /** A value as a message may show it. */
    static String shown(Class<?> type, String text) {
        if (type == Secret.class) {
            return "'***'";
        }
        return type == URI.class || type == ProxyUrl.class ? Shown.address(text) : Shown.quoted(text);
    }

    static Stream<String> choices(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Scalars::choice);
    }

    private static String choice(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Object> constant(Class<?> type, String choice) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> choice(constant).equals(choice))
                .map(Object.class::cast)
                .findFirst();
    }

    /** A header's value can carry it: nothing that would end a line or the header. */
    private static boolean isSendable(String text) {
        return !text.isEmpty() && text.chars().allMatch(letter -> letter >= ' ' && letter < 0x7f);
    }

    private static Optional<URI> uri(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() == null ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private Optional<Object> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(files.apply(text));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Optional<Object> number(Class<?> type, String text, Describe limits) {
        OptionalLong read = type == Duration.class ? Units.DURATIONS.read(text) : Units.SIZES.read(bare(type, text));
        if (read.isEmpty() || read.getAsLong() < limits.min() || read.getAsLong() > greatest(type, limits)) {
            return Optional.empty();
        }
        long number = read.getAsLong();
        if (type == Duration.class) {
            return Optional.of(Duration.ofMillis(number));
        }
        if (type == Size.class) {
            return Optional.of(new Size(number));
        }
        return type == int.class ? Optional.of((int) number) : Optional.of(number);
    }

    /** Only sizes have units, and a number alone is one of bytes. */
    private static String bare(Class<?> type, String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
        if (digits) {
            return text + "B";
        }
        return type == Size.class ? text : "";
    }

    private static long greatest(Class<?> type, Describe limits) {
        if (type == Duration.class) {
            return Math.min(limits.max(), LONGEST);
        }
        return type == int.class ? Math.min(limits.max(), Integer.MAX_VALUE) : limits.max();
    }

    private static String range(Describe limits, LongFunction<String> write) {
        String least = write.apply(limits.min());
        return limits.max() == Long.MAX_VALUE
                ? ", at least " + least
                : ", " + least + " to " + write.apply(limits.max());
    }
}
