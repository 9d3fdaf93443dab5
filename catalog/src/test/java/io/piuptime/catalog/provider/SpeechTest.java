package io.piuptime.catalog.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeechTest {
    @Test
    void a_base_url_without_braces_needs_nothing() {
        Speech speech = speech("https://api.example.com/v1", Map.of());

        assertThat(speech.placeholders()).isEmpty();
        assertThat(speech.baseUrl(Map.of())).contains("https://api.example.com/v1");
    }

    @Test
    void settings_take_the_place_of_their_names() {
        Speech speech = speech("https://{region}.example.com/{project}/{region}", Map.of());

        assertThat(speech.placeholders()).containsExactly("project", "region");
        assertThat(speech.baseUrl(Map.of("region", "eu", "project", "p$1\\")))
                .contains("https://eu.example.com/p$1\\/eu");
    }

    @Test
    void a_setting_that_is_not_known_leaves_no_url() {
        assertThat(speech("https://{region}.example.com", Map.of()).baseUrl(Map.of("other", "x")))
                .isEmpty();
    }

    @Test
    void settings_of_the_query_are_needed_too() {
        assertThat(speech("https://a.example", Map.of("api-version", "{api-version}"))
                        .placeholders())
                .containsExactly("api-version");
    }

    @Test
    void the_model_is_no_setting() {
        Speech speech = speech("https://a.example/deployments/{model}", Map.of());

        assertThat(speech.placeholders()).isEmpty();
        assertThat(speech.baseUrl(Map.of())).contains("https://a.example/deployments/{model}");
    }

    private static Speech speech(String baseUrl, Map<String, String> query) {
        return new Speech(Wire.OPENAI_CHAT, baseUrl, Signing.BEARER, query);
    }
}
