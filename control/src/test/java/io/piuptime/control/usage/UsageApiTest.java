package io.piuptime.control.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.control.House;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.model.price.Charge;
import io.piuptime.model.usage.Attribution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class UsageApiTest {
    private static final String USAGE = "/admin/v1/usage";

    @TempDir
    private Path folder;

    private House house;

    @BeforeEach
    void build() {
        house = new House(folder);
    }

    @Test
    void pages_through_all_records_the_newest_first_each_once() {
        house.usageStore.add(
                IntStream.range(0, 25).mapToObj(i -> House.usage(i, "m")).toList());
        List<String> ids = new ArrayList<>();
        Map<String, String> query = new HashMap<>(Map.of("limit", "10"));
        Optional<String> next;
        do {
            CallReply reply = page(query);
            JsonNode body = House.json(reply);
            body.path("records").forEach(usage -> ids.add(usage.path("id").asString()));
            next = Optional.ofNullable(reply.headers().get("x-piup-next"));
            assertThat(body.path("next").asString("")).isEqualTo(next.orElse(""));
            assertThat(reply.headers()).containsEntry("x-piup-count", next.isPresent() ? "10" : "5");
            next.ifPresent(cursor -> query.put("before", cursor));
        } while (next.isPresent());
        assertThat(ids).hasSize(25).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void shows_a_record_whole() {
        house.usageStore.add(List.of(House.usage(1, "gpt-4o")));
        assertThat(page(Map.of()).body().toString())
                .isEqualTo(
                        "{\"records\":[{\"id\":\"ex-000001\",\"startedAt\":\"2026-03-01T12:00:01.123456Z\","
                                + "\"keyId\":\"oddKey000000\",\"operation\":\"chat\",\"model\":\"gpt-4o\","
                                + "\"target\":\"openai/gpt-4o\",\"status\":200,\"ending\":\"complete\",\"reason\":\"\","
                                + "\"stream\":true,\"inputTokens\":12,\"outputTokens\":34,\"cachedTokens\":5,"
                                + "\"reasoningTokens\":6,\"tokensSource\":\"reported\",\"finishReason\":\"stop\","
                                + "\"attempts\":1,\"totalMicros\":5000,\"firstTokenMicros\":null,\"upstreamMicros\":4000,"
                                + "\"requestBytes\":100,\"replyBytes\":2000,\"writtenTokens\":0,\"writtenHourTokens\":0,"
                                + "\"audioInputTokens\":0,\"audioCachedTokens\":0,\"audioOutputTokens\":0,"
                                + "\"imageInputTokens\":0,\"imageCachedTokens\":0,\"imageOutputTokens\":0,"
                                + "\"citationTokens\":0,\"searches\":0,\"audioSeconds\":0,\"service\":\"standard\","
                                + "\"costMicros\":null,\"currency\":null,\"price\":null,\"trail\":\"\",\"tenant\":\"\",\"team\":\"\","
                                + "\"application\":\"\",\"user\":\"\",\"endUser\":\"\",\"tags\":\"\",\"reservedMicros\":0,\"unconfirmedMicros\":0}],\"next\":null}");
    }

    @Test
    void shows_what_a_record_cost_and_by_which_price() {
        house.usageStore.add(List.of(House.usage(1, "m").charged(new Charge(1_250, "USD", "from=2026-01-01 in=2.5"))));

        assertThat(page(Map.of()).body().toString())
                .contains("\"costMicros\":1250,\"currency\":\"USD\",\"price\":\"from=2026-01-01 in=2.5\"");
        assertThat(page(Map.of("format", "csv")).body().toString())
                .endsWith(",standard,1250,USD,from=2026-01-01 in=2.5,,,,,,,,0,0\r\n");
    }

    @Test
    void filters_by_time_key_and_model() {
        house.usageStore.add(List.of(House.usage(1, "a"), House.usage(2, "b"), House.usage(3, "b")));
        assertThat(count(Map.of("key", "oddKey000000"))).isEqualTo(2);
        assertThat(count(Map.of("model", "b", "key", "oddKey000000"))).isOne();
        assertThat(count(Map.of("from", "2026-03-01T12:00:02.123456Z"))).isEqualTo(2);
        assertThat(count(Map.of("to", "2026-03-01T13:00:02.123456+01:00"))).isOne();
        assertThat(count(Map.of("from", "2026-03-01", "to", "2026-03-02"))).isEqualTo(3);
    }

    @Test
    void filters_by_whose_an_exchange_was() {
        Attribution ours = new Attribution("acme", "t", "a", "u", "e", Map.of("stage", "prod", "a", "b"));
        house.usageStore.add(List.of(House.usage(1, "m").attributed(ours), House.usage(2, "m")));
        Map<String, String> each = Map.of(
                "tenant", "acme", "team", "t", "application", "a", "user", "u", "endUser", "e", "tag", "stage=prod");
        each.forEach((name, value) -> {
            assertThat(count(Map.of(name, value))).as(name).isOne();
            assertThat(count(Map.of(name, "x" + value))).as(name).isZero();
        });
        assertThat(count(each)).isOne();
        assertThat(page(each).body().toString()).contains("\"tags\":\"a=b,stage=prod\"");
    }

    @Test
    void writes_csv_with_a_heading_and_cells_that_no_spreadsheet_runs() {
        house.usageStore.add(List.of(House.usage(1, "=cmd|' /C calc'!A0,\"x\"\r\ny"), House.usage(2, "plain")));
        CallReply reply = page(Map.of("format", "csv"));
        assertThat(reply.headers()).containsEntry("content-type", "text/csv; charset=utf-8; header=present");
        String[] rows = reply.body().toString().split("\r\n", 3);
        assertThat(rows[0])
                .isEqualTo("id,startedAt,keyId,operation,model,target,status,ending,reason,stream,inputTokens,"
                        + "outputTokens,cachedTokens,reasoningTokens,tokensSource,finishReason,attempts,totalMicros,"
                        + "firstTokenMicros,upstreamMicros,requestBytes,replyBytes,writtenTokens,writtenHourTokens,"
                        + "audioInputTokens,audioCachedTokens,audioOutputTokens,imageInputTokens,imageCachedTokens,"
                        + "imageOutputTokens,citationTokens,searches,audioSeconds,service,costMicros,currency,price,trail,"
                        + "tenant,team,application,user,endUser,tags,reservedMicros,unconfirmedMicros");
        assertThat(rows[1])
                .isEqualTo(
                        "ex-000002,2026-03-01T12:00:02.123456Z,evenKey00000,chat,plain,openai/gpt-4o,200,complete,,"
                                + "true,12,34,5,6,reported,stop,1,5000,1200,4000,100,2000,0,0,0,0,0,0,0,0,0,0,0,standard,,,,,,,,,,,0,0");
        assertThat(rows[2])
                .startsWith("ex-000001,2026-03-01T12:00:01.123456Z,oddKey000000,chat,"
                        + "\"'=cmd|' /C calc'!A0,\"\"x\"\"\r\ny\",openai")
                .endsWith("1,5000,,4000,100,2000,0,0,0,0,0,0,0,0,0,0,0,standard,,,,,,,,,,,0,0\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "+1", "-1", "@SUM", "\t=1", "\r=1", "\n=1"})
    void disarms_every_start_of_a_formula(String text) {
        assertThat(Csv.cell(text)).matches("(?s)\"?'.*");
        assertThat(Csv.cell("a" + text.strip())).startsWith("a");
        assertThat(Csv.cell(-1L)).isEqualTo("-1");
    }

    @Test
    void writes_an_object_a_line() {
        house.usageStore.add(List.of(House.usage(1, "a\nb"), House.usage(2, "b")));
        CallReply reply = page(Map.of("format", "jsonl"));
        assertThat(reply.headers()).containsEntry("content-type", "application/x-ndjson");
        assertThat(reply.body().toString().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"id\":\"ex-"));
    }

    @Test
    void writes_nothing_but_the_heading_of_nothing() {
        assertThat(page(Map.of("format", "csv")).body().toString().lines()).hasSize(1);
        assertThat(page(Map.of("format", "jsonl")).body().length()).isZero();
        assertThat(page(Map.of()).body().toString()).isEqualTo("{\"records\":[],\"next\":null}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit  | 0                 | limit: '0' (expected: 1 to 1000)
            limit  | 1001              | limit: '1001' (expected: 1 to 1000)
            limit  | 99999999999       | (expected: 1 to 1000)
            limit  | ten               | limit: 'ten'
            from   | yesterday         | from: 'yesterday' (expected: a moment such as
            to     | 2026-13-01        | to: '2026-13-01'
            format | cvs               | did you mean 'csv'?
            """)
    void refuses_a_wrong_parameter_and_says_what_is_right(String name, String value, String reason) {
        CallReply reply = page(Map.of(name, value));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(House.error(reply)).contains(reason);
    }

    @Test
    void deletes_what_is_older_than_a_moment_that_must_be_named() {
        house.usageStore.add(List.of(House.usage(1, "a"), House.usage(2, "b")));
        assertThat(house.call("DELETE", USAGE).status()).isEqualTo(400);
        assertThat(house.call("DELETE", USAGE, Map.of("before", "2026-03-01T12:00:02Z"), "")
                        .body()
                        .toString())
                .isEqualTo("{\"deleted\":1}");
        assertThat(count(Map.of())).isOne();
    }

    private CallReply page(Map<String, String> query) {
        return house.call("GET", USAGE, query, "");
    }

    private int count(Map<String, String> query) {
        return House.json(page(query)).path("records").size();
    }
}
