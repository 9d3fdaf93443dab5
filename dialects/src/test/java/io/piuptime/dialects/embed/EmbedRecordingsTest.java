package io.piuptime.dialects.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.embed.EmbedRecordings.Recording;
import io.piuptime.dialects.embed.openai.OpenAiEmbedCodec;
import io.piuptime.dialects.embed.openai.OpenAiEmbedCodec.Flavor;
import io.piuptime.model.embed.EmbedReply;
import io.piuptime.model.embed.EmbedReply.Vector;
import io.piuptime.model.embed.EmbedRequest;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every recorded exchange, read, written and read again. */
final class EmbedRecordingsTest {
    private final OpenAiEmbedCodec openAi = new OpenAiEmbedCodec(Flavor.OPENAI);

    @Test
    void requests_are_the_same_after_a_round_trip() {
        Set<String> codecs = new HashSet<>();
        int seen = 0;
        for (Recording recording : EmbedRecordings.all()) {
            EmbedCodec codec = recording.codec();
            Drops drops = new Drops();
            EmbedRequest read = codec.readRequest(Members.of(recording.request()), recording.place());
            EmbedRequest again = codec.readRequest(Members.of(codec.writeRequest(read, drops)), recording.place());
            assertThat(again).as(recording.name()).isEqualTo(read);
            assertThat(drops.names()).as(recording.name()).isEmpty();
            assertThat(recording.url()).as(recording.name()).contains(codec.path(read));
            codecs.add(codec.name());
            seen++;
        }
        assertThat(seen).isGreaterThan(70);
        assertThat(codecs).hasSize(9);
    }

    @Test
    void replies_are_the_same_after_a_round_trip() {
        for (Recording recording : EmbedRecordings.all()) {
            EmbedCodec codec = recording.codec();
            Drops drops = new Drops();
            EmbedRequest asked = codec.readRequest(Members.of(recording.request()), recording.place());
            EmbedReply read = codec.readReply(Members.of(recording.response()), asked);
            EmbedReply again = codec.readReply(Members.of(codec.writeReply(read, asked, drops)), asked);
            assertThat(again).as(recording.name()).isEqualTo(read);
            assertThat(drops.names()).as(recording.name()).isEmpty();
            assertThat(read.vectors().stream().map(Vector::input).distinct())
                    .as(recording.name())
                    .hasSameSizeAs(asked.inputs());
        }
    }

    @Test
    void every_reply_can_be_told_in_the_form_of_openai() {
        for (Recording recording : EmbedRecordings.all()) {
            EmbedCodec codec = recording.codec();
            EmbedRequest asked = codec.readRequest(Members.of(recording.request()), recording.place());
            EmbedReply reply = codec.readReply(Members.of(recording.response()), asked);
            JsonNode written = openAi.writeReply(reply, asked, new Drops());
            assertThat(written.path("data")).as(recording.name()).hasSameSizeAs(asked.inputs());
            int index = 0;
            for (JsonNode item : written.path("data")) {
                assertThat(item.path("index").asInt(-1)).isEqualTo(index++);
                assertThat(item.path("embedding").isEmpty()
                                && !item.path("embedding").isString())
                        .as(recording.name())
                        .isFalse();
            }
            assertThat(written.path("usage").path("prompt_tokens").isNumber()).isTrue();
            assertThat(written.path("model").asString("")).isNotEmpty();
        }
    }
}
