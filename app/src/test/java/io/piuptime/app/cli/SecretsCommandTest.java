package io.piuptime.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.directory.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretsCommandTest {
    private static final String CANARY = "sk-canary-0123456789";

    @TempDir
    private Path folder;

    private FakeGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new FakeGateway(folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void takes_a_text_that_is_piped_in_and_shows_it_nowhere() {
        Outcome put = piped(CANARY + "\n", "secrets", "put", "openai");
        Outcome asJson = piped(CANARY + "\r\n", "secrets", "rotate", "openai", "--json");

        assertThat(put.out()).startsWith("The secret 'openai' of the tenant default has version 1.");
        assertThat(asJson.json().path("version").asInt()).isEqualTo(2);
        assertThat(asJson.json().has("value")).isFalse();
        assertThat(run("secrets").out())
                .containsPattern("TENANT +NAME +VERSION +CHANGED +KEY +OUTDATED")
                .containsPattern("default +openai +2 +20.* +false");
        assertThat(run("secrets", "show", "openai").out()).containsPattern("default +openai +2 ");
        assertThat(put.out() + asJson.out() + run("secrets", "list", "--json").out() + run("secrets", "reseal"))
                .doesNotContain(CANARY);
        assertThat(gateway.store.find(Kind.SECRET, "default:openai")).isPresent();
    }

    @Test
    void takes_a_text_from_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), CANARY + "\n");
        assertThat(run("secrets", "put", "openai", "--file", file.toString()).exitCode())
                .isZero();
        Outcome missing =
                run("secrets", "put", "openai", "--file", folder.resolve("none").toString());
        assertThat(missing.exitCode()).isOne();
        assertThat(missing.err()).contains("none: cannot be read");
    }

    @Test
    void keeps_tenants_apart() {
        String tenant = run("tenants", "create", "--name", "Acme", "--json")
                .json()
                .path("id")
                .asString();
        assertThat(piped(CANARY, "secrets", "put", "openai", "--tenant", tenant).out())
                .startsWith("The secret 'openai' of the tenant " + tenant);
        assertThat(run("secrets", "list", "--tenant", "default").out()).doesNotContain("openai");
        assertThat(run("secrets", "list", "--tenant", tenant).out()).contains("openai");
        assertThat(run("secrets", "show", "openai").exitCode()).isOne();
        assertThat(piped(CANARY, "secrets", "put", "openai", "--tenant", "nobody")
                        .err())
                .contains("No tenant has the id 'nobody'");
        assertThat(run("secrets", "delete", "openai", "--tenant", tenant).out())
                .startsWith("The secret 'openai' is removed.");
        assertThat(run("secrets", "list", "--tenant", tenant).out()).doesNotContain("openai");
    }

    @Test
    void rotates_only_what_is_there() {
        Outcome rotated = piped(CANARY, "secrets", "rotate", "openai");
        assertThat(rotated.exitCode()).isOne();
        assertThat(rotated.err()).contains("There is no secret 'openai'").doesNotContain(CANARY);
        assertThat(run("secrets", "list").out()).doesNotContain("openai");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            secrets get openai           | secrets get: unknown (expected: list, show, put, rotate, delete, reseal)
            secrets put                  | secrets put: no name
            secrets put OpenAI           | secrets put: no name
            secrets put openai sk-0123   | not expected here
            secrets put openai --value x | --value: unknown
            secrets put openai           | secrets put: no text (expected: the secret in --file FILE, or piped in
            secrets show openai --file x | --file: unknown
            secrets reseal --tenant x    | --tenant: unknown
            """)
    void ends_wrong_usage_with_two_and_says_what_is_right(String line, String reason) {
        Outcome outcome = run(line.split(" ", -1));
        assertThat(outcome.err()).contains(reason);
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    private Outcome run(String... words) {
        return Outcome.of(gateway, words);
    }

    private Outcome piped(String input, String... words) {
        return Outcome.of(input, Map.of("PIUP_HOME", gateway.folder.toString()), words);
    }
}
