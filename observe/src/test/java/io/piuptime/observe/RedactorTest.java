package io.piuptime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.key.KeyText;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private final Redactor redactor = new Redactor();

    @Test
    void masks_our_own_keys_and_leaves_their_public_id() {
        KeyText key = KeyText.generate(new SplittableRandom(1));

        assertThat(redactor.scrub("no such key: " + key.text() + ".x"))
                .isEqualTo("no such key: piup_" + key.id() + "_***");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Incorrect API key provided: sk-proj-abcdefgh1234. Find it  | Incorrect API key provided: sk-*** Find it
            {"key":"sk-abcdefghij"}                                    | {"key":"sk-***"}
            (sk-or-v1-0123456789)                                      | (sk-***)
            Authorization: Bearer abcdef.ghi_jkl-0                     | Authorization: Bearer ***
            authorization=BEARER abcdefgh; next                        | authorization=BEARER ***; next
            Authorization: somethingelse                               | Authorization: ***
            Authorization: Basic dXNlcjpwYXNzd29yZA==                  | Authorization: Basic ***
            x-api-key: 0123                                            | x-api-key: ***
            "api_key" : "v"                                            | "api_key" : "***"
            OPENAI_API_KEY=abc def                                     | OPENAI_API_KEY=*** def
            jdbc:x?user=a&password=b&c=d                               | jdbc:x?user=a&password=***&c=d
            AIzaSyA0123456789abcdefgh                                  | AIza***
            eyJhbGciOiJIUzI1NiJ9.e30.abc                               | eyJ***
            sk-abcdefgh1 and sk-abcdefgh2                              | sk-*** and sk-***
            """)
    void masks_what_looks_like_a_secret(String text, String scrubbed) {
        assertThat(redactor.scrub(text)).isEqualTo(scrubbed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "gpt-4o-mini",
                "/v1/chat/completions",
                "task-force-one-hundred",
                "risk-assessment of sk-",
                "piup_",
                "the password is wrong",
                "api-key",
                "authorization failed",
                "openai/gpt-4o"
            })
    void leaves_innocent_text_as_it_is(String text) {
        assertThat(redactor.scrub(text)).isSameAs(text);
    }

    @Test
    void masks_the_secrets_of_the_configuration_wherever_they_turn_up() {
        redactor.know(List.of("correct horse", "correct horse battery", "tiny"));

        assertThat(redactor.scrub("a correct horse battery, a correct horse, tiny"))
                .isEqualTo("a ***, a ***, tiny");
    }

    @Test
    void forgets_secrets_that_are_no_longer_in_the_configuration() {
        redactor.know(List.of("first-secret"));
        redactor.know(List.of("second-secret"));

        assertThat(redactor.scrub("first-secret second-secret")).isEqualTo("first-secret ***");
    }

    @Test
    void ends_on_a_text_of_nothing_but_beginnings() {
        String text = "sk-".repeat(20_000);

        assertThat(redactor.scrub(text)).isEqualTo("sk-***");
    }
}
