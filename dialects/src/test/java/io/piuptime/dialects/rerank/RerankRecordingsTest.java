package io.piuptime.dialects.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.TestData;
import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.rerank.CommonRerankCodec.Flavor;
import io.piuptime.model.rerank.RerankReply;
import io.piuptime.model.rerank.RerankRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every recorded exchange, read, written and read again. */
final class RerankRecordingsTest {
    @Test
    void requests_and_replies_are_the_same_after_a_round_trip() throws IOException {
        int seen = 0;
        for (Path file : TestData.files("llm-exchanges/dev", ".jsonl")) {
            for (String line : Files.readAllLines(file)) {
                JsonNode exchange = line.contains("/rerank") ? Trees.read(line) : Trees.object();
                if (exchange.path("request").path("url").asString("").endsWith("/rerank")) {
                    boolean voyage = file.endsWith("voyage.jsonl");
                    roundTrip(exchange, new CommonRerankCodec(voyage ? Flavor.VOYAGE : Flavor.COHERE));
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThanOrEqualTo(7);
    }

    private static void roundTrip(JsonNode exchange, RerankCodec codec) {
        Drops drops = new Drops();
        JsonNode body = Trees.read(exchange.path("request").path("body").asString(""));
        RerankRequest request = codec.readRequest(Members.of(body), Place.BODY);
        JsonNode written = codec.writeRequest(request, drops);
        assertThat(codec.readRequest(Members.of(written), Place.BODY)).isEqualTo(request);
        assertThat(said(written)).isEqualTo(said(body));

        JsonNode answer = Trees.read(exchange.path("response").path("body").asString(""));
        RerankReply reply = codec.readReply(answer);
        JsonNode told = codec.writeReply(reply, request, drops);
        assertThat(codec.readReply(told)).isEqualTo(reply);
        assertThat(said(told)).isEqualTo(said(answer));
        assertThat(reply.results()).isNotEmpty();
        assertThat(reply.usage().tokens().isPresent()
                        || reply.usage().searchUnits().isPresent())
                .isTrue();
        assertThat(drops.names()).isEmpty();
    }

    /** Names of members that are not null. */
    private static Set<String> said(JsonNode body) {
        return body.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
