package io.piuptime.dialects.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.embed.amazon.NovaEmbedCodec;
import io.piuptime.dialects.embed.amazon.TitanEmbedCodec;
import io.piuptime.dialects.embed.cohere.CohereEmbedCodec;
import io.piuptime.dialects.embed.cohere.CohereEmbedCodec.Host;
import io.piuptime.dialects.embed.google.GeminiEmbedCodec;
import io.piuptime.dialects.embed.google.GeminiEmbedCodec.Call;
import io.piuptime.dialects.embed.google.VertexEmbedCodec;
import io.piuptime.dialects.embed.openai.OpenAiEmbedCodec;
import io.piuptime.dialects.embed.openai.OpenAiEmbedCodec.Flavor;
import io.piuptime.model.chat.Json;
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.embed.EmbedReply;
import io.piuptime.model.embed.EmbedReply.Usage;
import io.piuptime.model.embed.EmbedReply.Values;
import io.piuptime.model.embed.EmbedReply.Vector;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.Purpose;
import io.piuptime.model.embed.VectorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Each format as the caller's with each format as the provider's. */
final class EmbedPairsTest {
    private static final Place PLACE = new Place("some-model", false);

    private static List<EmbedCodec> codecs() {
        return List.of(
                new OpenAiEmbedCodec(Flavor.OPENAI),
                new OpenAiEmbedCodec(Flavor.VOYAGE),
                new OpenAiEmbedCodec(Flavor.JINA),
                new GeminiEmbedCodec(Call.SINGLE),
                new GeminiEmbedCodec(Call.BATCH),
                new VertexEmbedCodec(),
                new CohereEmbedCodec(Host.COHERE),
                new CohereEmbedCodec(Host.BEDROCK),
                new TitanEmbedCodec(),
                new NovaEmbedCodec());
    }

    static Stream<Arguments> pairs() {
        return codecs().stream()
                .flatMap(from -> codecs().stream().map(to -> Arguments.of(from, to, from.name(), to.name())));
    }

    @ParameterizedTest(name = "{2} to {3}")
    @MethodSource("pairs")
    void a_question_arrives_and_its_answer_returns(EmbedCodec from, EmbedCodec to, String caller, String provider) {
        EmbedRequest wish = new EmbedRequest(
                "some-model",
                List.of(new EmbedInput.Text("hello")),
                new EmbedRequest.Form(OptionalLong.of(2), List.of()),
                new EmbedRequest.Use(Optional.of(Purpose.QUERY), Optional.empty(), Optional.empty()),
                Map.of(),
                "test");
        EmbedRequest asked = from.readRequest(sent(from.writeRequest(wish, new Drops())), PLACE);
        assertThat(asked.inputs()).isEqualTo(wish.inputs());
        assertThat(asked.form().dimensions()).isEqualTo(wish.form().dimensions());

        Drops drops = new Drops();
        EmbedRequest heard = to.readRequest(sent(to.writeRequest(asked, drops)), PLACE);
        assertThat(heard.inputs()).isEqualTo(asked.inputs());
        assertThat(heard.form().dimensions()).hasValue(2);
        boolean kept = heard.use().purpose().equals(asked.use().purpose());
        // Cohere and Nova want a purpose, whether the caller has one or not
        assertThat(kept || asked.use().purpose().isEmpty() || drops.names().contains("input_type"))
                .isTrue();

        EmbedReply answer = new EmbedReply(
                "id-1",
                "some-model",
                List.of(new Vector(0, VectorType.FLOAT, new Values.Numbers(new Json("[0.25,-1.5E-4]")))),
                Optional.of(new Usage(3, 0)),
                Map.of(),
                "test");
        EmbedReply got = to.readReply(sent(to.writeReply(answer, heard, drops)), heard);
        EmbedReply told = from.readReply(sent(from.writeReply(got, asked, drops)), asked);
        assertThat(told.vectors()).hasSize(1);
        Vector vector = told.vectors().getFirst();
        assertThat(vector.values()).isInstanceOf(Values.Numbers.class);
        String numbers = ((Values.Numbers) vector.values()).list().text();
        assertThat(Trees.read(numbers).path(0).doubleValue()).isEqualTo(0.25);
        assertThat(Trees.read(numbers).path(1).doubleValue()).isEqualTo(-1.5e-4);
        boolean silent = provider.equals("bedrock-cohere-embed") || caller.equals("bedrock-cohere-embed");
        assertThat(told.usage().map(Usage::tokens).orElse(0L)).isEqualTo(silent ? 0L : 3L);
    }

    private static Members sent(ObjectNode body) {
        return Members.of(Trees.read(Trees.json(body).text()));
    }
}
