package io.piuptime.gateway.route.through;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.catalog.account.Account;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectsBelowTest {
    private final Account openAi = account(Wire.OPENAI_CHAT);
    private final Account gemini = account(Wire.GEMINI, Wire.OPENAI_CHAT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/files",
                "/v1/files/",
                "/v1/files/file-1/content",
                "/v1/batches",
                "/v1/responses/resp_1",
                "/files",
                "/openai/files",
                "/openai/v1/batches/b",
                "/compatible/v2beta/files",
                "/V1/FILES",
                "/v1/%66iles"
            })
    void sees_where_objects_lie(String path) {
        assertThat(ObjectsBelow.reaches(openAi, path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/file",
                "/v1/filesystem",
                "/v1/fine_tuning/jobs",
                "/v1/vector_stores/vs_1/files",
                "/v1/things+files"
            })
    void leaves_other_paths_alone(String path) {
        assertThat(ObjectsBelow.reaches(openAi, path)).isFalse();
    }

    @Test
    void leaves_another_vendors_own_files_alone() {
        assertThat(ObjectsBelow.reaches(gemini, "/v1beta/files")).isFalse();
        assertThat(ObjectsBelow.reaches(gemini, "/v1beta/openai/files")).isTrue();
        assertThat(ObjectsBelow.reaches(gemini, "/v1beta/openai/v1/batches/b")).isTrue();
        assertThat(ObjectsBelow.reaches(account(Wire.ANTHROPIC_MESSAGES), "/v1/files"))
                .isFalse();
    }

    private static Account account(Wire... wires) {
        List<Speech> speaks = Arrays.stream(wires)
                .map(wire -> new Speech(wire, "http://127.0.0.1:1/v1", Signing.NONE, Map.of()))
                .toList();
        Provider provider =
                new Provider("p", speaks, Map.of(), Map.of(), Habits.NONE, Map.of(), Provider.Connection.DEFAULT);
        return new Account(provider, Timers.DEFAULT, List.of());
    }
}
