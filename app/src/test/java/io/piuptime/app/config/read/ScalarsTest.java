package io.piuptime.app.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.config.Describe;
import io.piuptime.app.config.ObserveConfig.AccessEvents;
import io.piuptime.app.config.ProviderConfig.ProxyUrl;
import io.piuptime.app.config.Size;
import io.piuptime.app.config.UsageConfig;
import io.piuptime.model.catalog.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScalarsTest {
    private record Limited(
            @Describe(value = "x", min = 10, max = 5000) long value) {}

    private static final Describe LIMITS = Limited.class.getRecordComponents()[0].getAnnotation(Describe.class);

    private final Scalars scalars = new Scalars(Path::of);

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(String.class, "a b", "a b"),
                Arguments.of(Secret.class, "a b~", new Secret("a b~")),
                Arguments.of(int.class, "10", 10),
                Arguments.of(long.class, "5000", 5000L),
                Arguments.of(boolean.class, "true", true),
                Arguments.of(boolean.class, "false", false),
                Arguments.of(Size.class, "4KiB", new Size(4096)),
                Arguments.of(Size.class, "10", new Size(10)),
                Arguments.of(Duration.class, "10ms", Duration.ofMillis(10)),
                Arguments.of(Duration.class, "5s", Duration.ofSeconds(5)),
                Arguments.of(URI.class, "https://h/v1", URI.create("https://h/v1")),
                Arguments.of(ProxyUrl.class, "http://h:1", new ProxyUrl(URI.create("http://h:1"))),
                Arguments.of(Path.class, "a/b.pem", Path.of("a/b.pem")),
                Arguments.of(AccessEvents.class, "stdout", AccessEvents.STDOUT));
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_text_means_a_value(Class<?> type, String text, Object value) {
        assertThat(Scalars.covers(type)).isTrue();
        assertThat(scalars.read(type, text, LIMITS)).contains(value);
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of(String.class, List.of("")),
                Arguments.of(Secret.class, List.of("", "a\nb", "a\tb", "\u007f", "caf\u00e9")),
                Arguments.of(
                        int.class, List.of("", "9", "5001", "1e2", "0x10", "10.0", "+10", "-10", " 10", "10 ", "१०")),
                Arguments.of(int.class, List.of("10B", "1KB", "99999999999999999999")),
                Arguments.of(boolean.class, List.of("", "True", "yes", "on", "1")),
                Arguments.of(Size.class, List.of("", "9", "5KiB", "1 KiB", "1kib", "KiB", "1KiBs", "100ms")),
                Arguments.of(Duration.class, List.of("", "9ms", "6s", "10", "10KiB", "10 ms", "PT10S")),
                Arguments.of(URI.class, List.of("", "h", "h/v1", "/v1", "http://", "http://a b", "mailto:a@b")),
                Arguments.of(ProxyUrl.class, List.of("", "127.0.0.1:3128")),
                Arguments.of(Path.class, List.of("", "\0")),
                Arguments.of(AccessEvents.class, List.of("", "STDOUT", "std-out")));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void other_texts_mean_nothing(Class<?> type, List<String> texts) {
        assertThat(texts)
                .allSatisfy(text ->
                        assertThat(scalars.read(type, text, LIMITS)).as(text).isEmpty());
    }

    @Test
    void no_duration_is_longer_than_ten_years() {
        Describe unlimited = UsageConfig.class.getRecordComponents()[0].getAnnotation(Describe.class);
        assertThat(scalars.read(Duration.class, "3650d", unlimited)).contains(Duration.ofDays(3650));
        assertThat(scalars.read(Duration.class, "3651d", unlimited)).isEmpty();
    }

    @Test
    void says_what_it_expects_in_the_units_of_the_type() {
        assertThat(Scalars.expected(Size.class, LIMITS)).isEqualTo("a size such as 32MiB, 10B to 5KB");
        assertThat(Scalars.expected(Duration.class, LIMITS))
                .isEqualTo("a duration such as 250ms, 15s, 10m or 90d, 10ms to 5s");
        assertThat(Scalars.expected(int.class, LIMITS)).isEqualTo("a whole number, 10 to 5000");
        assertThat(Scalars.expected(Path.class, LIMITS)).isEqualTo("the path of a file");
        assertThat(Scalars.expected(ProxyUrl.class, LIMITS)).isEqualTo("an address such as http://127.0.0.1:3128");
    }

    @Test
    void does_not_cover_what_is_made_of_more_than_one_text() {
        assertThat(List.of(List.class, Limited.class, Object.class)).noneMatch(Scalars::covers);
    }
}
