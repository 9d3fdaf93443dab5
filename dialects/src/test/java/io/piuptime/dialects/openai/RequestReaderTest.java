package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Edit;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private final OpenAiDialect dialect = new OpenAiDialect();

    @Test
    void finds_the_model_with_its_place() {
        String body = " { \"messages\" : [] ,\n\"model\"\t: \"gpt\" , \"stream\":true}\r\n";
        RequestFacts facts = read(body);

        assertThat(facts.model()).isEqualTo("gpt");
        assertThat(body.substring(facts.modelFrom(), facts.modelTo())).isEqualTo("\"gpt\"");
        assertThat(facts.stream()).isTrue();
    }

    @Test
    void counts_places_from_the_start_of_the_body_wherever_it_lies() {
        byte[] array = "xx{\"model\":\"m\",\"model2\":1,\"model3\":2}yy".getBytes(StandardCharsets.UTF_8);
        RequestFacts facts = dialect.read(Operation.EMBEDDINGS, new Bytes(array, 2, array.length - 2));

        assertThat(facts.modelFrom()).isEqualTo(9);
        assertThat(facts.modelTo()).isEqualTo(12);
    }

    @Test
    void unescapes_the_name_of_the_model() {
        assertThat(read("{\"mod\\u0065l\":\"g\\u00f6\\/\\n\\ud83d\\ude00\"}").model())
                .isEqualTo("gö/\n😀");
    }

    @Test
    void a_lone_surrogate_that_is_escaped_passes() {
        assertThat(read("{\"model\":\"m\",\"\\udc00\":\"\\ud800\"}").model()).isEqualTo("m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"mod\\u0065l\":\"n\"}",
                "{\"mod\\u0065l\":\"m\",\"model\":\"n\"}",
                "{\"mod\\u0065l\":\"m\",\"\\u006dodel\":\"n\"}",
                "{\"model\":\"m\",\"a\":1,\"b\":2,\"a\":3}",
                "{\"model\":\"m\",\"\":1,\"\":2}",
                "{\"model\":\"m\",\"stream\":true,\"stream\":true}"
            })
    void a_member_that_comes_twice_is_refused(String body) {
        assertThat(refusal(body).code()).isEqualTo("duplicate_member");
    }

    @Test
    void a_member_that_comes_twice_is_found_among_many() {
        String many =
                IntStream.range(0, 100).mapToObj(i -> "\"k" + i + "\":" + i).collect(Collectors.joining(","));
        String start = "{\"model\":\"m\"," + many;

        assertThat(read(start + "}").model()).isEqualTo("m");
        for (int i = 0; i < 100; i++) {
            assertThat(refusal(start + ",\"k" + i + "\":0}").code()).isEqualTo("duplicate_member");
            assertThat(refusal(start + ",\"\\u006b" + i + "\":0}").code()).isEqualTo("duplicate_member");
        }
        assertThat(refusal(start + ",\"model\":\"n\"}").param()).isEqualTo("model");
    }

    @Test
    void members_that_come_twice_deeper_down_pass() {
        assertThat(read("{\"model\":\"m\",\"x\":{\"a\":1,\"a\":2}}").model()).isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                        | invalid_type    | ``",
                "\"x\"                                                     | invalid_type    | ``",
                "{\"model\":7}                                             | invalid_type    | model",
                "{\"model\":null}                                          | invalid_type    | model",
                "{\"model\":[\"m\"]}                                       | invalid_type    | model",
                "{\"model\":\"\"}                                          | missing_model   | model",
                "{}                                                        | missing_model   | model",
                "{\"x\":{\"model\":\"m\"}}                                 | missing_model   | model",
                "{\"model\":\"m\",\"stream\":\"true\"}                     | invalid_type    | stream",
                "{\"model\":\"m\",\"stream\":1}                            | invalid_type    | stream",
                "{\"model\":\"m\",\"stream_options\":true}                 | invalid_type    | stream_options",
                "{\"model\":\"m\",\"stream_options\":{\"include_usage\":1}}| invalid_type    | stream_options.include_usage",
                "{\"model\":\"m\",\"messages\":\"hi\"}                     | invalid_type    | messages",
                "{\"model\":\"m\"} x                                       | invalid_json    | ``",
                "{\"model\":\"m\"}{}                                       | invalid_json    | ``",
                "{\"model\":\"m\",}                                        | invalid_json    | ``",
                "{\"model\":\"m\"                                          | invalid_json    | ``",
                "{\"model\":\"m                                            | invalid_json    | ``",
                "{\"model\":\"\\x\"}                                       | invalid_json    | ``",
                "{\"model\":\"\\u12g4\"}                                   | invalid_json    | ``",
                "{model:1}                                                 | invalid_json    | ``",
                "{'model':1}                                               | invalid_json    | ``",
                "{\"model\":\"m\",\"x\":01}                                | invalid_json    | ``",
                "{\"model\":\"m\",\"x\":NaN}                               | invalid_json    | ``",
                "{\"model\":\"m\",\"x\":tru}                               | invalid_json    | ``",
                "``                                                        | invalid_json    | ``"
            })
    void tells_what_is_wrong(String body, String code, String param) {
        Refusal.BadRequest refusal = refusal(body);

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.param()).isEqualTo(param);
        assertThat(refusal.message()).endsWith(".");
    }

    @Test
    void says_at_which_byte_the_fault_is() {
        assertThat(refusal("{\"model\":\"ö\",}").message()).contains("at byte 14");
        assertThat(refusal("\ufeff{\"model\":\"m\"}").message()).contains("at byte 0");
    }

    @Test
    void messages_are_an_array_in_a_chat_only() {
        Bytes body = Bytes.utf8("{\"model\":\"m\",\"messages\":7}");

        assertThat(dialect.read(Operation.MODERATIONS, body).model()).isEqualTo("m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0080",
                "\u00c0\u00af",
                "\u00ed\u00a0\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u00e2\u0082",
                "\u00ff"
            })
    void invalid_utf_8_is_refused_wherever_it_stands(String bytes) {
        for (String body : new String[] {
            "{\"model\":\"" + bytes + "\"}",
            "{\"" + bytes + "\":1,\"model\":\"m\"}",
            "{\"model\":\"m\",\"x\":[\"long enough to be read eight by eight " + bytes + "\"]}"
        }) {
            byte[] latin = body.getBytes(StandardCharsets.ISO_8859_1);
            assertThat(refusal(latin).code()).isEqualTo("invalid_utf8");
        }
    }

    @Test
    void control_characters_in_strings_are_refused_wherever_they_stand() {
        for (int length = 0; length < 20; length++) {
            for (char c = 0; c < 0x20; c++) {
                assertThat(refusal("{\"model\":\"" + "x".repeat(length) + c + "xxxxxxxxxx\"}")
                                .code())
                        .isEqualTo("invalid_json");
            }
        }
        assertThat(read("{\"model\":\"m\",\"x\":\"\u007f\"}").model()).isEqualTo("m");
    }

    @Test
    void nests_64_deep_and_no_deeper() {
        String open = "{\"model\":\"m\",\"x\":";

        assertThat(read(open + "[".repeat(63) + "]".repeat(63) + "}").model()).isEqualTo("m");
        assertThat(refusal(open + "[".repeat(64) + "]".repeat(64) + "}").code()).isEqualTo("too_deep");
        assertThat(refusal(open + "{\"a\":".repeat(100_000)).code()).isEqualTo("too_deep");
        assertThat(read(open + "[" + "[[]],".repeat(1000) + "{}]}").model()).isEqualTo("m");
    }

    @Test
    @Timeout(20)
    void a_million_members_take_linear_time() {
        String million = IntStream.range(0, 1_000_000)
                .mapToObj(i -> "\"k" + i + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
        Bytes deeper = Bytes.utf8("{\"model\":\"m\",\"x\":" + million + "}");
        Bytes outermost = Bytes.utf8("{\"model\":\"m\"," + million.substring(1));

        long before = System.nanoTime();
        assertThat(dialect.read(Operation.EMBEDDINGS, deeper).model()).isEqualTo("m");
        assertThat(refusal(outermost.copy()).code()).isEqualTo("too_many_members");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void the_name_of_a_model_has_a_greatest_length() {
        assertThat(read("{\"model\":\"" + "m".repeat(510) + "\"}").model()).hasSize(510);
        assertThat(refusal("{\"model\":\"" + "m".repeat(511) + "\"}").code()).isEqualTo("invalid_model");
    }

    @Test
    void what_is_quoted_in_a_message_is_short() {
        String name = "n".repeat(10_000);

        assertThat(refusal("{\"" + name + "\":1,\"" + name + "\":1}").message()).hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"m\",\"stream\":true}        | {\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"stream\":true, \"model\":\"m\" }      | {\"stream\":true, \"model\":\"m\",\"stream_options\":{\"include_usage\":true} }",
                "{\"model\":\"m\",\"stream_options\":null,\"stream\":true}  | {\"model\":\"m\",\"stream_options\":{\"include_usage\":true},\"stream\":true}",
                "{\"model\":\"m\",\"stream_options\":{},\"stream\":true}    | {\"model\":\"m\",\"stream_options\":{\"include_usage\":true},\"stream\":true}",
                "{\"model\":\"m\",\"stream_options\":{ \"a\":1 },\"stream\":true} | {\"model\":\"m\",\"stream_options\":{\"include_usage\":true, \"a\":1 },\"stream\":true}",
                "{\"model\":\"m\",\"stream_options\":{\"include_usage\": false},\"stream\":true} | {\"model\":\"m\",\"stream_options\":{\"include_usage\": true},\"stream\":true}",
                "{\"model\":\"m\",\"stream_options\":{\"include_usage\": null},\"stream\":true} | {\"model\":\"m\",\"stream_options\":{\"include_usage\": true},\"stream\":true}",
                "{\"model\":\"m\",\"stream_options\":{\"include\\u005fusage\":false},\"stream\":true} | {\"model\":\"m\",\"stream_options\":{\"include\\u005fusage\":true},\"stream\":true}"
            })
    void asks_for_usage_with_one_edit(String body, String expected) {
        RequestFacts facts = read(body);
        Edit edit = facts.askUsage().orElseThrow();

        assertThat(facts.usageAsked()).isFalse();
        assertThat(body.substring(0, edit.from()) + edit.replacement() + body.substring(edit.to()))
                .isEqualTo(expected);
    }

    @Test
    void does_not_ask_for_usage_where_it_is_asked_for_or_nothing_is_streamed() {
        RequestFacts asked = read("{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
        assertThat(asked.usageAsked()).isTrue();
        assertThat(asked.askUsage()).isEmpty();

        assertThat(read("{\"model\":\"m\",\"stream\":false}").askUsage()).isEmpty();
        assertThat(read("{\"model\":\"m\",\"stream\":null,\"stream_options\":{}}")
                        .askUsage())
                .isEmpty();
        Bytes speech = Bytes.utf8("{\"model\":\"m\",\"stream\":true}");
        assertThat(dialect.read(Operation.AUDIO_SPEECH, speech).askUsage()).isEmpty();
        assertThat(dialect.read(Operation.COMPLETIONS, speech).askUsage()).isPresent();
    }

    @Test
    void of_two_wishes_the_last_counts_and_is_the_one_that_is_edited() {
        String body =
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true,\"include_usage\":false}}";
        RequestFacts facts = read(body);

        assertThat(facts.usageAsked()).isFalse();
        assertThat(facts.askUsage().orElseThrow().from()).isEqualTo(body.lastIndexOf("false"));
        assertThat(read(body.replace("true,\"include_usage\":false", "false,\"include_usage\":true"))
                        .askUsage())
                .isEmpty();
    }

    @Test
    void the_name_of_a_model_is_written_as_the_body_writes_it() {
        assertThat(dialect.modelValue("a\"b\\c\n\u0001ö\ud800", true)).hasToString("\"a\\\"b\\\\c\\n\\u0001ö\\ud800\"");
        assertThat(dialect.modelValue("a\"b", false)).hasToString("a\"b");
    }

    private RequestFacts read(String body) {
        return dialect.read(Operation.CHAT_COMPLETIONS, Bytes.utf8(body));
    }

    private Refusal.BadRequest refusal(String body) {
        return refusal(body.getBytes(StandardCharsets.UTF_8));
    }

    private Refusal.BadRequest refusal(byte[] body) {
        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> dialect.read(Operation.CHAT_COMPLETIONS, Bytes.of(body)));
        return (Refusal.BadRequest) refused.refusal();
    }
}
