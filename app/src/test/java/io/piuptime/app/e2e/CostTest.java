package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Service;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.usage.Tokens;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.script.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What exchanges cost, from a provider's usage to the record that is kept; the amounts were derived by hand. */
class CostTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PATH = "/v1/chat/completions";
    private static final String CONFIG = """
            providers:
              known: {base-url: "%1$s", row: openai}
              strange: {base-url: "%1$s"}
            models:
              "gpt*": {targets: [{provider: known, model: "gpt*"}]}
              own:
                price: in=1 out=2 read=0.1 write=1.25 write1h=2 reason=3
                targets: [{provider: known, model: gpt-4o}]
              dated:
                price: in=1 out=1 | from=2020-01-01 in=2 out=2
                targets: [{provider: strange}]
              fee: {price: in=1 out=1 request=0.005, targets: [{provider: strange}]}
              free: {price: in=0 out=0, targets: [{provider: strange}]}
              closer: {price: in=1 out=1, targets: [{provider: strange, price: in=3 out=3}]}
              "wild-*": {price: in=5 out=5, targets: [{provider: strange, model: "*"}]}
              strange: {targets: [{provider: strange}]}
            observe: {access-events: file}
            drain: {lag: 0s, grace: 5s}
            """;

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        gateway = GatewayUnderTest.start(folder, CONFIG.formatted(fake.baseUrl()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // 600 × 2.5 + 400 × 1.25 + 50 × 10
                "gpt-4o   | ``       | `prompt_tokens:1000,completion_tokens:50,prompt_tokens_details:{cached_tokens:400}` | 2500",
                // a date that the catalogue does not know: as the name without it
                "gpt-4o-2031-01-31 | `` | `prompt_tokens:1000,completion_tokens:50` | 3000",
                // 1000 × 1.25 + 100 × 10, of which flex is half
                "gpt-5    | flex     | `prompt_tokens:1000,completion_tokens:100` | 1125",
                "gpt-5    | default  | `prompt_tokens:1000,completion_tokens:100` | 2250",
                // 1000 × 1.5 + 100 × 9, as the catalogue has rates for priority
                "gpt-5.4-mini | priority | `prompt_tokens:1000,completion_tokens:100` | 2400",
                // 300000 × 5 + 1000 × 22.5: beyond 272000 other rates hold for all
                "gpt-5.4  | ``       | `prompt_tokens:300000,completion_tokens:1000` | 1522500",
                // 40 × 2.5 + 60 × 32 + 10 × 10 + 40 × 64
                "gpt-audio | ``      | `prompt_tokens:100,completion_tokens:50,prompt_tokens_details:{audio_tokens:60},completion_tokens_details:{audio_tokens:40}` | 4680",
                // 700 × 1 + 100 × 0.1 + 150 × 1.25 + 50 × 2 + 60 × 2 + 40 × 3 = 1237.5
                "own      | ``       | `prompt_tokens:1000,completion_tokens:100,prompt_tokens_details:{cached_tokens:100,cache_write_tokens:200},cache_creation:{ephemeral_1h_input_tokens:50},completion_tokens_details:{reasoning_tokens:40}` | 1238",
                // reasoning beside the answer: 10 × 1 + 5 × 2 + 300 × 3
                "own      | ``       | `prompt_tokens:10,completion_tokens:5,total_tokens:315,completion_tokens_details:{reasoning_tokens:300}` | 920",
                "dated    | ``       | `prompt_tokens:10,completion_tokens:5` | 30",
                // 10 + 5 and half a cent for the request
                "fee      | ``       | `prompt_tokens:10,completion_tokens:5` | 5015",
                "free     | ``       | `prompt_tokens:10,completion_tokens:5` | 0",
                "closer   | ``       | `prompt_tokens:10,completion_tokens:5` | 45",
                "wild-x   | ``       | `prompt_tokens:10,completion_tokens:5` | 75",
                // nothing is known of its price, or not of that service's
                "strange  | ``       | `prompt_tokens:10,completion_tokens:5` | null",
                "gpt-nope | ``       | `prompt_tokens:10,completion_tokens:5` | null",
                "gpt-4o   | priority | `prompt_tokens:10,completion_tokens:5` | null",
                "gpt-4o   | scale    | `prompt_tokens:10,completion_tokens:5` | null"
            })
    void an_exchange_costs_what_was_derived_by_hand(String model, String tier, String usage, String micros)
            throws Exception {
        String quoted = usage.replaceAll("([a-z_0-9]+):", "\"$1\":");
        fake.next(Script.answer(200, "{\"choices\":[],\"service_tier\":\"" + tier + "\",\"usage\":{" + quoted + "}}"));

        assertThat(gateway.post(PATH, asking(model, false)).statusCode()).isEqualTo(200);

        JsonNode record = onlyRecord();
        assertThat(record.path("costMicros").toString()).isEqualTo(micros);
        assertThat(record.path("currency").asString("none")).isEqualTo(micros.equals("null") ? "none" : "USD");
        if (!micros.equals("null")) {
            assertThat(again(record)).isEqualTo(record.path("costMicros").asLong());
        }
    }

    @Test
    void a_price_is_kept_with_the_time_from_which_it_holds() throws Exception {
        fake.next(Script.answer(200, "{\"usage\":{\"prompt_tokens\":1}}"));

        gateway.post(PATH, asking("dated", false));

        assertThat(onlyRecord().path("price").asString()).isEqualTo("from=2020-01-01 in=2 out=2");
    }

    @Test
    void a_stream_costs_what_its_last_usage_says() throws Exception {
        fake.next(Script.stream(
                Duration.ZERO,
                "data: {\"service_tier\":\"flex\",\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100}}\n\n",
                "data: [DONE]\n\n"));

        gateway.post(PATH, asking("gpt-5", true));

        assertThat(onlyRecord().path("costMicros").asLong()).isEqualTo(1_125);
    }

    @Test
    void a_stream_without_usage_and_an_error_have_no_known_cost() throws Exception {
        fake.next(
                Script.stream(
                        Duration.ZERO,
                        "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n",
                        "data: [DONE]\n\n"),
                Script.error(400, "invalid_request_error", "no"));

        gateway.post(PATH, asking("own", true));
        gateway.post(PATH, asking("own", false));

        assertThat(gateway.records()).hasSize(2).allMatch(line -> line.contains("\"costMicros\":null"));
    }

    @Test
    void a_price_that_was_changed_holds_from_then_on() throws Exception {
        String reply = "{\"usage\":{\"prompt_tokens\":1000}}";
        fake.next(Script.answer(200, reply), Script.answer(200, reply));

        gateway.post(PATH, asking("free", false));
        String dearer = CONFIG.formatted(fake.baseUrl()).replace("in=0 out=0", "in=9 out=9");
        assertThat(gateway.reload(dearer).statusCode()).isEqualTo(200);
        gateway.post(PATH, asking("free", false));

        assertThat(gateway.records().stream()
                        .map(line -> JSON.readTree(line).path("costMicros").asLong()))
                .containsExactly(9_000L, 0L);
    }

    @Test
    void costs_are_metered_and_told() throws Exception {
        String reply = "{\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100}}";
        fake.next(Script.answer(200, reply), Script.answer(200, reply));

        gateway.post(PATH, asking("gpt-5", false));
        gateway.post(PATH, asking("strange", false));
        gateway.records();

        assertThat(gateway.admin("/metrics").body().lines())
                .anyMatch(line -> line.startsWith("piup_cost_usd_total{")
                        && line.contains("gen_ai_request_model=\"gpt-5\"")
                        && line.endsWith(" 0.00225"))
                .anyMatch(line -> line.startsWith("piup_cost_unknown_total{")
                        && line.contains("gen_ai_request_model=\"strange\"")
                        && line.endsWith(" 1.0"));
        assertThat(Files.readString(gateway.data().resolve("log/access.jsonl")))
                .contains("\"cost_micros\":2250,\"currency\":\"USD\"");
    }

    /** The cost as whoever has nothing but the record computes it. */
    private static long again(JsonNode record) {
        Tokens tokens = new Tokens(
                record.path("inputTokens").asLong(),
                record.path("outputTokens").asLong(),
                record.path("cachedTokens").asLong(),
                record.path("reasoningTokens").asLong(),
                new Tokens.Details(
                        record.path("writtenTokens").asLong(),
                        record.path("writtenHourTokens").asLong(),
                        record.path("audioInputTokens").asLong(),
                        record.path("audioCachedTokens").asLong(),
                        record.path("audioOutputTokens").asLong(),
                        record.path("imageInputTokens").asLong(),
                        record.path("imageCachedTokens").asLong(),
                        record.path("imageOutputTokens").asLong(),
                        record.path("citationTokens").asLong(),
                        record.path("searches").asLong(),
                        record.path("audioSeconds").asLong(),
                        Service.valueOf(record.path("service").asString().toUpperCase(Locale.ROOT))),
                Tokens.Source.REPORTED);
        Instant end = Instant.parse(record.path("startedAt").asString())
                .plusNanos(record.path("totalMicros").asLong() * 1_000);
        return Tariff.of(PriceText.read(record.path("price").asString()))
                .charge(tokens.counts(), end)
                .orElseThrow()
                .micros();
    }

    private JsonNode onlyRecord() throws Exception {
        assertThat(gateway.records()).hasSize(1);
        return JSON.readTree(gateway.records().getFirst());
    }

    private static String asking(String model, boolean stream) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"messages\":[]}";
    }
}
