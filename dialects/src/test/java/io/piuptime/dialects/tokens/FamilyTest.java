package io.piuptime.dialects.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FamilyTest {
    @ParameterizedTest
    @CsvSource({
        "gpt-4o, GPT",
        "openai/o3-mini, GPT",
        "chatgpt-4o-latest, GPT",
        "claude-3-5-haiku-latest, CLAUDE",
        "us.anthropic.claude-sonnet-4-20250514-v1:0, CLAUDE",
        "us.anthropic.claude-sonnet-4-5-20250929-v1:0, CLAUDE_4",
        "anthropic/claude-sonnet-4.6, CLAUDE_4",
        "claude-opus-4-8, CLAUDE_5",
        "gemini-2.0-flash, GEMINI_2_0",
        "models/gemini-3-flash-preview, GEMINI",
        "us.amazon.nova-2-lite-v1:0, NOVA_2",
        "amazon.nova-micro-v1:0, NOVA",
        "mistralai/Mixtral-8x7B-Instruct-v0.1, MISTRAL",
        "deepseek-v4-flash, DEEPSEEK_4",
        "deepseek-ai/DeepSeek-R1, DEEPSEEK",
        "meta-llama/Llama-4-Scout-17B-16E-Instruct, LLAMA_4",
        "llama-3.3-70b-versatile, LLAMA_3",
        "llama3-8b-8192, LLAMA",
        "command-r7b-12-2024, COMMAND",
        "qwen/qwen3-32b, QWEN",
        "zai-glm-4.7, GLM",
        "moonshot.kimi-k2-thinking, OTHER",
        "'', OTHER"
    })
    void a_model_belongs_to_the_family_of_its_name(String model, Family family) {
        assertThat(Family.of(model)).isEqualTo(family);
    }

    @ParameterizedTest
    @EnumSource
    void every_family_has_figures_that_make_sense(Family family) {
        Form form = family.form();

        assertThat(form.text()).isBetween(0.8, 1.6);
        assertThat(form.foreign()).isBetween(0.7, 1.5);
        assertThat(form.frame().start()).isBetween(0.0, 100.0);
        assertThat(form.tools().start()).isBetween(0.0, 1_000.0);
        assertThat(form.schema().text()).isBetween(0.0, 2.0);
    }
}
