package io.piuptime.dialects.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Tool;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToolScriptTest {
    @Test
    void writes_a_function_as_a_declaration() {
        String script = ToolScript.of(List.of(function("""
                {"type": "object", "required": ["city"], "properties": {
                  "city": {"type": "string", "description": "Name\\nof it"},
                  "unit": {"enum": ["c", "f"]},
                  "days": {"type": "array", "items": {"type": "integer"}},
                  "at": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                  "place": {"type": "object", "properties": {"x": {"type": "number"}}},
                  "more": {"type": "object"}, "any": {}}}""")));

        assertThat(script).isEqualTo("""
                namespace functions {

                // Says the weather
                type weather = (_: {
                // Name
                // of it
                city: string,
                unit?: "c" | "f",
                days?: number[],
                at?: string | null,
                place?: {
                x?: number,
                },
                more?: object,
                any?: any,
                }) => any;

                } // namespace functions""");
    }

    @Test
    void a_function_without_parameters_has_none() {
        assertThat(ToolScript.of(List.of(function("{}")))).contains("type weather = () => any;");
        assertThat(ToolScript.of(List.of(function("no json")))).contains("type weather = () => any;");
    }

    @Test
    void a_schema_that_never_ends_is_cut() {
        String deep = "{\"type\":\"object\",\"properties\":{\"a\":".repeat(40) + "{}" + "}}".repeat(40);

        assertThat(ToolScript.of(List.of(function(deep))).length()).isLessThan(500);
    }

    private static Tool function(String parameters) {
        return new Tool.Function(
                "weather",
                Optional.of("Says the weather"),
                Optional.of(new Json(parameters)),
                Optional.empty(),
                Optional.empty());
    }
}
