package io.piuptime.dialects.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.TestData;
import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.ChatUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every recorded exchange, read, written and read again. */
final class CohereRecordingsTest {
    private final CohereCodec codec = new CohereCodec();
    private final Drops drops = new Drops();

    @Test
    void requests_are_the_same_after_a_round_trip() throws IOException {
        int seen = 0;
        for (JsonNode exchange : exchanges()) {
            JsonNode body = Trees.read(exchange.path("request").path("body").asString(""));
            ChatRequest read = codec.readRequest(Members.of(body), Place.BODY);
            JsonNode written = codec.writeRequest(read, drops);
            assertThat(codec.readRequest(Members.of(written), Place.BODY)).isEqualTo(read);
            body.properties()
                    .forEach(member -> assertThat(written.has(member.getKey()))
                            .as(member.getKey())
                            .isTrue());
            seen++;
        }
        assertThat(seen).isGreaterThan(30);
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void replies_are_the_same_after_a_round_trip() throws IOException {
        int seen = 0;
        for (JsonNode exchange : exchanges()) {
            String body = exchange.path("response").path("body").asString("");
            if (body.startsWith("{")) {
                ChatReply read = codec.readReply(Members.of(Trees.read(body)));
                JsonNode written = codec.writeReply(read, drops);
                assertThat(codec.readReply(Members.of(written))).isEqualTo(read);
                assertThat(Trees.read(Trees.json(written).text())).isEqualTo(Trees.read(body));
                assertThat(read.usage().map(ChatUsage::output).orElse(0L)).isPositive();
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(20);
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void streams_are_read_alike_however_they_are_cut_and_say_the_same_after_a_round_trip() throws IOException {
        int seen = 0;
        for (JsonNode exchange : exchanges()) {
            String body = exchange.path("response").path("body").asString("");
            if (!body.startsWith("event:")) {
                continue;
            }
            List<ChatEvent> whole = Spoken.read(codec, body, Integer.MAX_VALUE / 2);
            assertThat(whole).first().isInstanceOf(ChatEvent.Started.class);
            assertThat(whole).last().isInstanceOf(ChatEvent.Ended.class);
            for (int step : List.of(1, 7, 64)) {
                assertThat(Spoken.read(codec, body, step)).as("by " + step).isEqualTo(whole);
            }
            String written = Spoken.written(codec, whole, drops);
            assertThat(Spoken.of(Spoken.read(codec, written, 512))).isEqualTo(Spoken.of(whole));
            assertThat(names(written)).isEqualTo(names(body));
            seen++;
        }
        assertThat(seen).isGreaterThanOrEqualTo(10);
        assertThat(drops.names()).isEmpty();
    }

    /** Names of the events, in order. */
    private static List<String> names(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("event:") || line.equals("data: [DONE]"))
                .toList();
    }

    private static List<JsonNode> exchanges() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String line :
                Files.readAllLines(TestData.folder("llm-exchanges/dev").resolve("cohere.jsonl"))) {
            JsonNode exchange = Trees.read(line);
            if (exchange.path("request").path("url").asString("").endsWith("/v2/chat")) {
                all.add(exchange);
            }
        }
        return all;
    }
}
