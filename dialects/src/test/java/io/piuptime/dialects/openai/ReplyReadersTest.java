package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole replies, read at once and piece by piece: both must tell the same. */
class ReplyReadersTest {
    private final OpenAiDialect dialect = new OpenAiDialect();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}                      | 3  | 2 | 0 | 0",
                "{\"input_tokens\":3,\"output_tokens\":2}                                              | 3  | 2 | 0 | 0",
                "{\"total_tokens\":5}                                                                  | 5  | 0 | 0 | 0",
                "{\"total_tokens\":5,\"completion_tokens\":2}                                          | 3  | 2 | 0 | 0",
                "{\"total_tokens\":1,\"completion_tokens\":2}                                          | 0  | 2 | 0 | 0",
                "{\"prompt_tokens\":9,\"prompt_tokens_details\":{\"a\":[{}],\"cached_tokens\":4}}      | 9  | 0 | 4 | 0",
                "{\"input_tokens\":9,\"input_tokens_details\":{\"cached_tokens\":4}}                   | 9  | 0 | 4 | 0",
                "{\"prompt_tokens\":9,\"prompt_cache_hit_tokens\":4}                                   | 9  | 0 | 4 | 0",
                "{\"prompt_tokens\":9,\"num_cached_tokens\":4}                                         | 9  | 0 | 4 | 0",
                "{\"prompt_tokens\":9,\"prompt_token_details\":{\"cached_tokens\":4}}                | 9  | 0 | 4 | 0",
                "{\"completion_tokens\":9,\"completion_tokens_details\":{\"reasoning_tokens\":4}}      | 0  | 9 | 0 | 4",
                "{\"output_tokens\":9,\"output_tokens_details\":{\"reasoning_tokens\":4}}              | 0  | 9 | 0 | 4",
                "{\"prompt_tokens\":3,\"prompt_tokens_details\":null}                                  | 3  | 0 | 0 | 0",
                "{\"prompt_tokens\":3,\"prompt_tokens\":-1,\"completion_tokens\":1e9}                  | 3  | 0 | 0 | 0",
                "{\"prompt_tokens\":3,\"completion_tokens\":99999999999999999999}                      | 3  | 0 | 0 | 0",
                "{\"prompt_tokens\":3,\"x\":{\"prompt_tokens\":8},\"y\":[{\"prompt_tokens\":8}]}       | 3  | 0 | 0 | 0"
            })
    void reads_usage_by_whatever_names(String usage, long input, long output, long cached, long reasoning) {
        assertThat(read("{\"usage\":" + usage + "}").tokens())
                .isEqualTo(new Tokens(input, output, cached, reasoning, Tokens.Source.REPORTED));
    }

    @Test
    void reads_what_is_priced_by_itself() {
        String usage = """
                {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150,
                 "prompt_tokens_details": {"cached_tokens": 40, "cache_write_tokens": 30, "audio_tokens": 20,
                   "image_tokens": 10, "text_tokens": 70, "cached_tokens_details": {"audio_tokens": 5, "image_tokens": 4}},
                 "cache_creation": {"ephemeral_5m_input_tokens": 22, "ephemeral_1h_input_tokens": 8},
                 "completion_tokens_details": {"reasoning_tokens": 7, "audio_tokens": 6, "image_tokens": 3,
                   "accepted_prediction_tokens": 1},
                 "citation_tokens": 11, "num_search_queries": 2, "service_tier": "flex"}""";

        assertThat(read("{\"usage\":" + usage + "}").tokens())
                .isEqualTo(new Tokens(
                        100,
                        50,
                        40,
                        7,
                        new Tokens.Details(30, 8, 20, 5, 6, 10, 4, 3, 11, 2, 0, Service.FLEX),
                        Tokens.Source.REPORTED));
    }

    @ParameterizedTest
    @CsvSource({
        "cache_creation_input_tokens, 9, 0",
        "prompt_tokens_details.cache_creation_tokens, 9, 0",
        "input_tokens_details.cache_write_tokens, 9, 0",
        "cache_creation.ephemeral_1h_input_tokens, 9, 9"
    })
    void reads_what_was_written_to_a_cache_by_whatever_name(String name, long written, long hour) {
        int dot = name.indexOf('.');
        String member = dot < 0
                ? "\"" + name + "\":9"
                : "\"" + name.substring(0, dot) + "\":{\"" + name.substring(dot + 1) + "\":9}";

        Tokens tokens =
                read("{\"usage\":{\"prompt_tokens\":20," + member + "}}").tokens();

        assertThat(tokens.details().written()).isEqualTo(written);
        assertThat(tokens.details().writtenHour()).isEqualTo(hour);
    }

    @Test
    void reasoning_that_the_total_counts_beside_the_answer_belongs_to_the_output() {
        String usage = "\"prompt_tokens\":10,\"completion_tokens\":5,"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":300}";

        assertThat(read("{\"usage\":{" + usage + ",\"total_tokens\":315}}")
                        .tokens()
                        .output())
                .isEqualTo(305);
        assertThat(read("{\"usage\":{" + usage + ",\"total_tokens\":15}}")
                        .tokens()
                        .output())
                .isEqualTo(5);
    }

    @Test
    void audio_may_be_counted_by_its_length() {
        Tokens tokens = read("{\"text\":\"hi\",\"usage\":{\"type\":\"duration\",\"seconds\":3}}")
                .tokens();

        assertThat(tokens.source()).isEqualTo(Tokens.Source.REPORTED);
        assertThat(tokens.details().seconds()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "default, STANDARD",
        "standard, STANDARD",
        "auto, STANDARD",
        "on_demand, STANDARD",
        "'', STANDARD",
        "flex, FLEX",
        "priority, PRIORITY",
        "fast, FAST",
        "batch, BATCH",
        "provisioned, OTHER",
        "scale, OTHER",
        "gold, OTHER"
    })
    void reads_how_a_reply_was_served(String word, Service service) {
        String reply = "{\"usage\":{\"prompt_tokens\":3},\"service_tier\":\"" + word + "\"}";

        assertThat(read(reply).tokens()).isEqualTo(new Tokens(3, 0, 0, 0, Tokens.Source.REPORTED).servedAs(service));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "{\"a\":1}", "[\"flex\"]"})
    void a_service_tier_that_is_no_word_says_nothing(String value) {
        String reply =
                "{\"service_tier\":" + value + ",\"usage\":{\"prompt_tokens\":3,\"service_tier\":" + value + "}}";

        assertThat(read(reply).tokens()).isEqualTo(new Tokens(3, 0, 0, 0, Tokens.Source.REPORTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"usage\":null}",
                "{\"usage\":{}}",
                "{\"usage\":[{\"prompt_tokens\":3}]}",
                "{\"usage\":{\"prompt_tokens\":\"3\"}}",
                "{\"usage\":{\"type\":\"duration\",\"seconds\":3.5}}",
                "{\"x\":{\"usage\":{\"prompt_tokens\":3}}}",
                "[{\"usage\":1},{\"prompt_tokens\":3}]",
                "[{\"usage\":{\"prompt_tokens\":3}}]",
                "7",
                "\"usage\""
            })
    void what_says_nothing_of_tokens_tells_none(String reply) {
        assertThat(read(reply)).isEqualTo(new ReplyReport(true, Tokens.NONE, ""));
    }

    @Test
    void of_two_usages_the_last_that_says_something_counts() {
        String reply = "{\"usage\":{\"prompt_tokens\":3},\"usage\":{\"completion_tokens\":4},\"usage\":null}";

        assertThat(read(reply).tokens()).isEqualTo(new Tokens(0, 4, 0, 0, Tokens.Source.REPORTED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"choices\":[{\"finish_reason\":\"stop\"},{\"finish_reason\":\"length\"}]}      | stop",
                "{\"choices\":[{\"finish_reason\":null},7,{\"finish_reason\":\"length\"}]}        | length",
                "{\"choices\":[{\"message\":{\"finish_reason\":\"deep\"}}]}                       | ``",
                "{\"others\":[{\"finish_reason\":\"stop\"}]}                                      | ``",
                "{\"choices\":{\"a\":{\"finish_reason\":\"stop\"}}}                               | ``",
                "{\"finish_reason\":\"stop\"}                                                     | ``"
            })
    void tells_the_finish_reason_of_the_first_choice_that_has_one(String reply, String reason) {
        assertThat(read(reply).finishReason()).isEqualTo(reason);
    }

    @Test
    void a_finish_reason_beyond_belief_is_cut() {
        assertThat(read("{\"choices\":[{\"finish_reason\":\"" + "x".repeat(300) + "\"}]}")
                        .finishReason())
                .isEqualTo("x".repeat(64));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"usage\":{\"prompt_tokens\":3}",
                "{} {}",
                "{}x",
                "[1,]",
                "nul",
                "\"a\nb\"",
                "<html>"
            })
    void what_is_no_json_is_not_well_formed(String reply) {
        assertThat(read(reply)).isEqualTo(new ReplyReport(false, Tokens.NONE, ""));
    }

    @Test
    void an_escaped_lone_surrogate_is_well_formed() {
        assertThat(read("{\"a\":\"\\ud83d\",\"\\ude00\":\"\\ude00\\ud83dx\",\"usage\":{\"prompt_tokens\":3}}")
                        .tokens()
                        .input())
                .isEqualTo(3);
    }

    @Test
    void a_byte_order_mark_is_passed_over() {
        assertThat(read("\ufeff{\"usage\":{\"prompt_tokens\":3}}").tokens().input())
                .isEqualTo(3);
    }

    @Test
    void nests_64_deep_and_no_deeper() {
        assertThat(read("[".repeat(64) + "]".repeat(64)).wellFormed()).isTrue();
        assertThat(read("[".repeat(65) + "]".repeat(65)).wellFormed()).isFalse();
    }

    @Test
    void a_reply_of_64_mib_in_one_string_takes_little_memory() {
        ReplyMeter meter = dialect.meter(Operation.IMAGES_GENERATIONS);
        byte[] image = new byte[1 << 16];
        Arrays.fill(image, (byte) 'A');

        meter.feed(Bytes.utf8("{\"data\":[{\"b64_json\":\""));
        long before = used();
        for (int i = 0; i < 1024; i++) {
            meter.feed(Bytes.of(image));
        }
        assertThat(used() - before).isLessThan(16 << 20);
        meter.feed(Bytes.utf8("\"}],\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}"));

        assertThat(meter.finish()).isEqualTo(new ReplyReport(true, new Tokens(3, 4, 0, 0, Tokens.Source.REPORTED), ""));
    }

    @Test
    void a_usage_beyond_belief_is_not_kept() {
        String many = "{\"prompt_tokens\":3" + ",\"x\":1".repeat(100_000) + "}";
        ReplyMeter meter = dialect.meter(Operation.EMBEDDINGS);
        meter.feed(Bytes.utf8("{\"usage\":" + many + "}"));

        assertThat(meter.finish()).isEqualTo(new ReplyReport(true, Tokens.NONE, ""));
    }

    /** Reads at once, and compares with what pieces tell. */
    private ReplyReport read(String reply) {
        byte[] body = reply.getBytes(StandardCharsets.UTF_8);
        ReplyReport report = dialect.report(Operation.CHAT_COMPLETIONS, Bytes.of(body));
        for (int size = 1; size <= body.length; size++) {
            ReplyMeter meter = dialect.meter(Operation.CHAT_COMPLETIONS);
            for (int at = 0; at < body.length; at += size) {
                meter.feed(new Bytes(body, at, Math.min(body.length, at + size)));
            }
            assertThat(meter.finish()).as("pieces of " + size).isEqualTo(report);
        }
        return report;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
