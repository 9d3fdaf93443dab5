package io.piuptime.app.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.piuptime.model.catalog.Timers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

class ConfigSchemaTest {
    private static final Path COMMITTED = Path.of("src/main/resources/piup.schema.json");
    private static final Path EXAMPLE = Path.of("../piup.example.yaml");

    private final String text = new ConfigSchema().text();
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text, InputFormat.JSON);

    /** After a change of the records: {@code mvn test -Dpiup.write=true} writes the file anew. */
    @Test
    void the_committed_schema_is_the_generated_one() throws IOException {
        if (Boolean.getBoolean("piup.write")) {
            Files.writeString(COMMITTED, text);
        }
        assertThat(Files.readString(COMMITTED)).isEqualTo(text);
    }

    @Test
    void the_example_fits_the_schema_and_names_it() throws IOException {
        String example = Files.readString(EXAMPLE);
        String first = example.lines().findFirst().orElseThrow();
        assertThat(first).startsWith("# yaml-language-server: $schema=");
        assertThat(EXAMPLE.resolveSibling(first.substring(first.indexOf('=') + 1)))
                .exists();
        assertThat(errors(example)).isEmpty();
    }

    @Test
    void the_example_says_of_absent_keys_what_they_mean() throws IOException {
        var example = Reading.read(Files.readString(EXAMPLE));
        var empty = Reading.read("");
        assertThat(example.listen()).isEqualTo(empty.listen());
        assertThat(example.admin()).isEqualTo(empty.admin());
        assertThat(example.limits()).isEqualTo(empty.limits());
        assertThat(example.idempotency()).isEqualTo(empty.idempotency());
        assertThat(example.discovery()).isEqualTo(empty.discovery());
        assertThat(example.usage()).isEqualTo(empty.usage());
        assertThat(example.observe()).isEqualTo(empty.observe());
        assertThat(example.drain()).isEqualTo(empty.drain());
        var timers = Timers.DEFAULT;
        assertThat(example.timers().over(timers)).isEqualTo(timers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "listen:",
                "listen: {port: '${PORT:-1}'}",
                "limits: {uri: 16384, headers: 1KiB, buffers: '${B}'}",
                "observe: {access-events: off}",
                "observe: {access-events: '${A}'}",
                "timers: {total: 1h}"
            })
    void accepts_what_the_reader_accepts(String yaml) {
        assertThat(errors(yaml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "modles: {}",
                "listen: {port: 65536}",
                "listen: {port: x}",
                "limits: {uri: 1KX}",
                "observe: {access-events: maybe}",
                "timers: {total: 15}",
                "providers: {p: {url: x}}",
                "models: {m: {targets: [{}]}}",
                "models: []"
            })
    void refuses_what_the_reader_refuses(String yaml) {
        assertThat(errors(yaml)).isNotEmpty();
        assertThat(Reading.problems(yaml)).isNotEmpty();
    }

    private List<String> errors(String yaml) {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        String json = JsonMapper.builder().build().writeValueAsString(tree);
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
