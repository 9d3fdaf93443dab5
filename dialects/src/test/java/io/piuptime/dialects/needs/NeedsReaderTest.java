package io.piuptime.dialects.needs;

import static io.piuptime.model.exchange.Operation.CHAT_COMPLETIONS;
import static io.piuptime.model.exchange.Operation.EMBEDDINGS;
import static io.piuptime.model.exchange.Operation.GENERATE_CONTENT;
import static io.piuptime.model.exchange.Operation.MESSAGES;
import static io.piuptime.model.exchange.Operation.MESSAGES_COUNT_TOKENS;
import static io.piuptime.model.exchange.Operation.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.openai.OpenAiDialect;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.ability.Needs;
import io.piuptime.model.exchange.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeedsReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tools             | \"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
                "tools             | \"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"f\"}}]",
                "tools             | \"t\\u006fols\":[{\"typ\\u0065\":\"func\\u0074ion\"}]",
                "tools             | \"functions\":[{\"name\":\"f\"}]",
                "tools             | \"tools\":[{\"type\":\"function\"}],\"tool_choice\":\"auto\"",
                "``                | \"tools\":[{\"type\":\"function\"}],\"tool_choice\":\"none\"",
                "``                | \"function_call\":\"none\",\"functions\":[{\"name\":\"f\"}]",
                "``                | \"tools\":[]",
                "``                | \"tools\":null",
                "``                | \"tools\":[{\"type\":\"web_search\"}]",
                "``                | \"metadata\":{\"tools\":[{\"type\":\"function\"}]}",
                "``                | \"functions\":[]",
                "structured-output | \"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\"}}",
                "``                | \"response_format\":{\"type\":\"json_object\"}",
                "``                | \"response_format\":{\"x\":{\"type\":\"json_schema\"}}",
                "``                | \"response_format\":\"json_schema\"",
                "images            | \"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:\"}}]}]",
                "images            | \"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"image_url\"}]}]",
                "images            | \"messages\":[{\"role\":\"tool\",\"content\":[{\"image_url\":\"u\",\"type\":\"image_url\"}]}]",
                "audio             | \"messages\":[{\"content\":[{\"type\":\"input_audio\"}]}]",
                "video             | \"messages\":[{\"content\":[{\"type\":\"video_url\"}]}]",
                "files             | \"messages\":[{\"content\":[{\"type\":\"file\"}]}]",
                "images files      | \"messages\":[{\"content\":\"a\"},{\"content\":[{\"type\":\"file\"},{\"type\":\"image_url\"}]}]",
                "``                | \"messages\":[{\"content\":\"{\\\"type\\\":\\\"image_url\\\"}\"}]",
                "``                | \"messages\":[{\"content\":[{\"type\":\"text\",\"text\":\"image_url\"}]}]",
                "``                | \"messages\":[{\"content\":[{\"type\":\"text\",\"image_url\":{\"type\":\"image_url\"}}]}]",
                "``                | \"messages\":[{\"type\":\"image_url\",\"content\":\"\"}]",
                "``                | \"messages\":[{\"tool_calls\":[{\"type\":\"function\",\"function\":{\"arguments\":\"[]\"}}]}]",
                "``                | \"messages\":[{\"content\":[{\"type\":\"image_urls\"},{\"type\":\"Image_url\"},{\"type\":\"\"}]}]",
                "``                | \"messages\":[{\"content\":[[],1,null,true,{\"type\":[]},{\"type\":{}},{\"type\":1}]}]",
                "``                | \"models\":[\"a\"],\"messages\":[{\"content\":[{\"type\":\"image_url\"}]}]"
            })
    void chats_need(String ids, String members) {
        assertThat(ids(CHAT_COMPLETIONS, members)).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tools             | \"tools\":[{\"type\":\"web_search\"},{\"type\":\"function\",\"name\":\"f\"}]",
                "``                | \"tools\":[{\"type\":\"web_search\"},{\"type\":\"mcp\",\"server_label\":\"function\"}]",
                "``                | \"tools\":[{\"type\":\"function\"}],\"tool_choice\":\"none\"",
                "images            | \"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"data:\"}]}]",
                "images            | \"input\":[{\"type\":\"function_call_output\",\"output\":[{\"type\":\"input_image\"}]}]",
                "files             | \"input\":[{\"content\":[{\"type\":\"input_file\"}]}]",
                "``                | \"input\":\"input_image\"",
                "``                | \"input\":[{\"type\":\"function_call\",\"arguments\":\"{\\\"type\\\":\\\"input_image\\\"}\"}]",
                "``                | \"input\":[{\"type\":\"input_image\"}]",
                "structured-output | \"text\":{\"format\":{\"type\":\"json_schema\"}}",
                "``                | \"text\":{\"format\":{\"type\":\"text\"},\"x\":{\"type\":\"json_schema\"}}"
            })
    void responses_need(String ids, String members) {
        assertThat(ids(RESPONSES, members)).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tools             | \"tools\":[{\"name\":\"f\",\"input_schema\":{}}]",
                "``                | \"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]",
                "``                | \"tools\":[{\"name\":\"f\",\"input_schema\":{}}],\"tool_choice\":{\"type\":\"none\"}",
                "tools             | \"tools\":[{\"name\":\"f\",\"input_schema\":{}}],\"tool_choice\":{\"type\":\"tool\",\"name\":\"none\"}",
                "images            | \"messages\":[{\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\"}}]}]",
                "images            | \"messages\":[{\"content\":[{\"type\":\"tool_result\",\"content\":[{\"type\":\"image\"}]}]}]",
                "files             | \"messages\":[{\"content\":[{\"type\":\"document\",\"source\":{\"media_type\":\"application/pdf\"}}]}]",
                "``                | \"messages\":[{\"content\":[{\"type\":\"document\",\"source\":{\"media_type\":\"text/plain\"}}]}]",
                "``                | \"messages\":[{\"content\":[{\"type\":\"tool_use\",\"input\":{\"type\":\"image\"}}]}]",
                "``                | \"messages\":[{\"content\":[{\"type\":\"tool_result\",\"content\":\"image\"}]}]",
                "structured-output | \"output_format\":{\"type\":\"json_schema\"}",
                "structured-output | \"output_config\":{\"effort\":\"low\",\"format\":{\"type\":\"json_schema\"}}"
            })
    void messages_need(String ids, String members) {
        assertThat(ids(MESSAGES, members)).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tools             | \"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"}]}]",
                "tools             | \"tools\":{\"function_declarations\":[{\"name\":\"f\"}]}",
                "``                | \"tools\":[{\"functionDeclarations\":[]},{\"googleSearch\":{\"name\":\"x\"}}]",
                "``                | \"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"}]}],\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"NONE\"}}",
                "images            | \"contents\":[{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}]}]",
                "images            | \"contents\":{\"parts\":{\"inline_data\":{\"data\":\"AAAA\",\"mime_type\":\"IMAGE/png\"}}}",
                "audio             | \"contents\":[{\"parts\":[{\"fileData\":{\"mimeType\":\"audio/mpeg\"}}]}]",
                "video             | \"contents\":[{\"parts\":[{\"file_data\":{\"mime_type\":\"video/mp4\"}}]}]",
                "files             | \"contents\":[{\"parts\":[{\"inlineData\":{\"mimeType\":\"application/pdf\"}}]}]",
                "``                | \"contents\":[{\"parts\":[{\"functionCall\":{\"args\":{\"mimeType\":\"image/png\"}}}]}]",
                "``                | \"contents\":[{\"parts\":[{\"text\":\"image/png\"}]}]",
                "structured-output | \"generationConfig\":{\"responseMimeType\":\"application/json\",\"responseSchema\":{}}",
                "structured-output | \"generation_config\":{\"response_json_schema\":{}}",
                "``                | \"generationConfig\":{\"responseMimeType\":\"application/json\",\"responseSchema\":null}"
            })
    void contents_need(String ids, String members) {
        assertThat(ids(GENERATE_CONTENT, members)).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CHAT_COMPLETIONS | 7  | \"max_tokens\":7",
                "CHAT_COMPLETIONS | 9  | \"max_completion_tokens\":9,\"max_tokens\":7",
                "CHAT_COMPLETIONS | 0  | \"max_tokens\":null",
                "CHAT_COMPLETIONS | 0  | \"max_tokens\":\"7\"",
                "CHAT_COMPLETIONS | 0  | \"max_tokens\":-7",
                "CHAT_COMPLETIONS | 0  | \"max_tokens\":1e99",
                "CHAT_COMPLETIONS | 0  | \"x\":{\"max_tokens\":7}",
                "RESPONSES        | 7  | \"max_output_tokens\":7",
                "MESSAGES         | 7  | \"max_tokens\":7",
                "GENERATE_CONTENT | 7  | \"generationConfig\":{\"maxOutputTokens\":7}"
            })
    void an_answer_may_be_wanted_to_be_so_long(Operation operation, long tokens, String members) {
        assertThat(needs(operation, members).output()).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CHAT_COMPLETIONS | 2 | \"messages\":[{\"role\":\"user\",\"content\":\"0123456789abcdef\"}]",
                "CHAT_COMPLETIONS | 2 | \"messages\":[{\"content\":\"01234567\"},{\"content\":[{\"type\":\"text\",\"text\":\"89abcdef\"}]}]",
                "CHAT_COMPLETIONS | 2 | \"messages\":[{\"content\":\"01234567\"},{\"role\":\"assistant\",\"content\":\"01234567\"},{\"role\":\"user\",\"content\":\"01234567\"}]",
                "CHAT_COMPLETIONS | 1 | \"messages\":[{\"content\":\"01234567\",\"role\":\"assistant\"},{\"content\":[{\"role\":\"assistant\",\"text\":\"01234567\"}]}]",
                "RESPONSES        | 1 | \"input\":[{\"role\":\"assistant\",\"content\":[{\"text\":\"01234567\"}]},{\"output\":\"01234567\"}]",
                "GENERATE_CONTENT | 1 | \"contents\":[{\"role\":\"model\",\"parts\":[{\"text\":\"01234567\"}]},{\"role\":\"user\",\"parts\":[{\"text\":\"01234567\"}]}]",
                "CHAT_COMPLETIONS | 1 | \"messages\":[{\"content\":\"01234567\",\"name\":\"89abcdef\",\"tool_calls\":\"89abcdef\"}]",
                "CHAT_COMPLETIONS | 1 | \"messages\":[{\"content\":\"0\\n1\\u0032\\\"2\\t34567\\\\8\"}]",
                "CHAT_COMPLETIONS | 1 | \"messages\":[{\"content\":\"äöüßéèñ€\"}]",
                "CHAT_COMPLETIONS | 2 | \"messages\":[{\"content\":\"01234567                                89abcdef\"}]",
                "CHAT_COMPLETIONS | 0 | \"messages\":[{\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAABBBB\"}}]}]",
                "CHAT_COMPLETIONS | 0 | \"transforms\":[\"middle-out\"],\"messages\":[{\"content\":\"0123456789abcdef\"}]",
                "RESPONSES        | 3 | \"instructions\":\"0123456789abcdef\",\"input\":\"89abcdef\"",
                "RESPONSES        | 3 | \"input\":[{\"content\":\"01234567\"},{\"content\":[{\"text\":\"89abcdef\"}]},{\"output\":\"01234567\"}]",
                "RESPONSES        | 0 | \"truncation\":\"auto\",\"input\":\"0123456789abcdef\"",
                "RESPONSES        | 2 | \"truncation\":\"disabled\",\"input\":\"0123456789abcdef\"",
                "MESSAGES         | 4 | \"system\":\"0123456789abcdef\",\"messages\":[{\"content\":[{\"type\":\"tool_result\",\"content\":[{\"text\":\"01234567\"}]},{\"text\":\"89abcdef\"}]}]",
                "MESSAGES         | 1 | \"system\":[{\"type\":\"text\",\"text\":\"01234567\"}]",
                "MESSAGES         | 0 | \"messages\":[{\"content\":[{\"type\":\"thinking\",\"thinking\":\"01234567\",\"signature\":\"89abcdef\"}]}]",
                "MESSAGES         | 0 | \"messages\":[{\"content\":[{\"type\":\"image\",\"source\":{\"data\":\"0123456789abcdef\"}}]}]",
                "MESSAGES         | 0 | \"context_management\":{\"edits\":[]},\"system\":\"0123456789abcdef\"",
                "GENERATE_CONTENT | 2 | \"systemInstruction\":{\"parts\":[{\"text\":\"01234567\"}]},\"contents\":[{\"parts\":[{\"text\":\"89abcdef\"}]}]",
                "GENERATE_CONTENT | 0 | \"contents\":[{\"parts\":[{\"inlineData\":{\"data\":\"0123456789abcdef\"}}]}]"
            })
    void a_prompt_has_at_least_so_many_tokens(Operation operation, long tokens, String members) {
        assertThat(needs(operation, members).tokens()).isEqualTo(tokens);
    }

    @Test
    void what_is_no_chat_needs_nothing() {
        String chat =
                "\"tools\":[{\"type\":\"function\"}],\"max_tokens\":7,\"messages\":[{\"content\":\"0123456789\"}]";

        assertThat(needs(EMBEDDINGS, chat)).isSameAs(Needs.NONE);
        assertThat(needs(MESSAGES_COUNT_TOKENS, chat)).isSameAs(Needs.NONE);
        assertThat(needs(CHAT_COMPLETIONS, "\"messages\":[]")).isSameAs(Needs.NONE);
    }

    private static String ids(Operation operation, String members) {
        return String.join(" ", Abilities.ids(needs(operation, members).abilities()));
    }

    private static Needs needs(Operation operation, String members) {
        return new OpenAiDialect()
                .read(operation, Bytes.utf8("{\"model\":\"m\"," + members + "}"))
                .needs();
    }
}
