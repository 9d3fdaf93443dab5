package io.piuptime.model.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeechTest {
    @Test
    void a_base_url_without_braces_needs_nothing() {
        Speech speech = speech("https://api.example.com/v1", Map.of());

        assertThat(speech.placeholders()).isEmpty();
        assertThat(speech.with(Map.of())).contains(speech);
    }

    @Test
    void settings_take_the_place_of_their_names() {
        Speech speech = speech("https://{region}.example.com/{project}/{region}", Map.of());

        assertThat(speech.placeholders()).containsExactly("project", "region");
        assertThat(speech.with(Map.of("region", "eu", "project", "p$1\\")))
                .contains(speech.at("https://eu.example.com/p$1\\/eu"));
    }

    @Test
    void a_setting_that_is_not_known_leaves_no_url() {
        assertThat(speech("https://{region}.example.com", Map.of()).with(Map.of("other", "x")))
                .isEmpty();
    }

    @Test
    void settings_of_the_query_are_needed_too() {
        assertThat(speech("https://a.example", Map.of("api-version", "{api-version}"))
                        .placeholders())
                .containsExactly("api-version");
        assertThat(speech("https://a.example", Map.of("v", "{api-version}", "w", "1"))
                        .with(Map.of("api-version", "2026-01-01")))
                .contains(speech("https://a.example", Map.of("v", "2026-01-01", "w", "1")));
    }

    @Test
    void the_model_is_no_setting() {
        Speech speech = speech("https://a.example/deployments/{model}", Map.of());

        assertThat(speech.placeholders()).isEmpty();
        assertThat(speech.with(Map.of())).contains(speech);
        assertThat(speech.url("gpt-4o")).isEqualTo(URI.create("https://a.example/deployments/gpt-4o"));
    }

    private static Speech speech(String baseUrl, Map<String, String> query) {
        return new Speech(Wire.OPENAI_CHAT, baseUrl, Signing.BEARER, query);
    }
}
