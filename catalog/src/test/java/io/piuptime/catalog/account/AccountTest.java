package io.piuptime.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, https://api.openai.com",
        "https://api.groq.com/openai/v1, https://api.groq.com/openai",
        "https://generativelanguage.googleapis.com/v1beta, https://generativelanguage.googleapis.com",
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "https://host.example/api, https://host.example/api"
    })
    void paths_begin_where_the_version_does(String base, String root) {
        assertThat(account(base).root().baseUrl()).isEqualTo(root);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/x, /v1/x, true",
        "/v1/x, /v1/x/y, false",
        "/v1/x*, /v1/x/y, true",
        "/v1/x*, /v1/xy, true",
        "/v1/x/*, /v1/x, false",
        "/v1/*/z, /v1/a/z, true",
        "/v1/*/z, /v1/a/b/z, false",
        "/v1/a.c, /v1/abc, false",
        "*, /anything, bad"
    })
    void stars_stand_for_what_they_say(String listed, String path, String opens) {
        if (opens.equals("bad")) {
            assertThatThrownBy(() -> OpenPath.of(listed)).hasMessageContaining("begins with /");
        } else {
            assertThat(OpenPath.of(listed).matches(path)).isEqualTo(Boolean.parseBoolean(opens));
        }
    }

    @Test
    void nothing_listed_is_nothing_open() {
        assertThat(account("https://api.openai.com/v1").opens("/v1/models")).isFalse();
    }

    private static Account account(String base) {
        return new Account(
                Provider.of("p", Wire.OPENAI_CHAT, URI.create(base), Optional.empty()), Timers.DEFAULT, List.of());
    }
}
