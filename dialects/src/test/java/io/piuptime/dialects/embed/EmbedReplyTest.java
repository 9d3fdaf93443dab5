package io.piuptime.dialects.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.embed.EmbedReply;
import io.piuptime.model.embed.EmbedReply.Usage;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.EmbedRequest.Encoding;
import io.piuptime.model.embed.VectorType;
import io.piuptime.model.exchange.RefusedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Replies, by hand. */
final class EmbedReplyTest {
    private static final EmbedRequest PLAIN = asked();
    private static final Encoding BASE64 = new Encoding(VectorType.FLOAT, true);

    private final EmbedCodec openAi = new OpenAiEmbedCodec(Flavor.OPENAI);
    private final EmbedCodec cohere = new CohereEmbedCodec(Host.COHERE);
    private final EmbedCodec gemini = new GeminiEmbedCodec(Call.BATCH);
    private final Drops drops = new Drops();

    @Test
    void numbers_become_base64_for_a_caller_who_asked_for_it() {
        EmbedReply reply = read(gemini, "{'embeddings':[{'values':[0.5,-1.25e-3]}]}");
        String packed = openAi.writeReply(reply, asked(BASE64), drops)
                .path("data")
                .path(0)
                .path("embedding")
                .stringValue();
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(packed)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getFloat()).isEqualTo(0.5f);
        assertThat(bytes.getFloat()).isEqualTo(-1.25e-3f);
        assertThat(bytes.remaining()).isZero();
    }

    @Test
    void base64_becomes_numbers_for_a_caller_of_another_format() {
        byte[] floats = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(0.1f)
                .putFloat(-3)
                .putFloat(Float.NaN)
                .array();
        String packed = Base64.getEncoder().encodeToString(floats);
        EmbedReply reply = openAi.readReply(
                Members.of(tree("{'data':[{'index':0,'embedding':'" + packed + "'}],'usage':{'prompt_tokens':4}}")),
                asked(BASE64));
        assertThat(sent(gemini.writeReply(reply, PLAIN, drops)))
                .isEqualTo(tree("{'embeddings':[{'values':[0.1,-3.0,0.0]}],'usageMetadata':{'promptTokenCount':4}}"));
        assertThat(drops.names()).containsExactly("embedding.nan");
    }

    @Test
    void bytes_become_numbers_with_or_without_a_sign() {
        String packed = Base64.getEncoder().encodeToString(new byte[] {1, -1, -128});
        for (VectorType type : List.of(VectorType.INT8, VectorType.UINT8)) {
            EmbedReply reply = openAi.readReply(
                    Members.of(tree("{'data':[{'index':0,'embedding':'" + packed + "'}]}")),
                    asked(new Encoding(type, true)));
            JsonNode numbers = openAi.writeReply(reply, asked(new Encoding(type, false)), drops)
                    .path("data")
                    .path(0)
                    .path("embedding");
            assertThat(sent(numbers)).isEqualTo(tree(type == VectorType.INT8 ? "[1,-1,-128]" : "[1,255,128]"));
            EmbedReply list = openAi.readReply(
                    Members.of(tree("{'data':[{'index':0,'embedding':"
                            + Trees.json(numbers).text() + "}]}")),
                    asked(new Encoding(type, false)));
            assertThat(openAi.writeReply(list, asked(new Encoding(type, true)), drops)
                            .path("data")
                            .path(0)
                            .path("embedding")
                            .stringValue())
                    .isEqualTo(packed);
        }
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void not_a_digit_is_lost_between_formats() {
        EmbedReply reply = read(gemini, "{'embeddings':[{'values':[-0.09060307592153549,7.0E-6]}]}");
        assertThat(Trees.json(openAi.writeReply(reply, PLAIN, drops)).text())
                .contains("[-0.09060307592153549,")
                .contains("0.0000070");
    }

    @Test
    void vectors_stand_in_the_order_of_their_inputs() {
        EmbedReply reply = read(
                openAi,
                "{'data':[{'index':1,'embedding':[2]},{'index':0,'embedding':[1]}],'model':'x','usage':{'total_tokens':9}}");
        assertThat(sent(gemini.writeReply(reply, PLAIN, drops)).path("embeddings"))
                .isEqualTo(tree("[{'values':[1]},{'values':[2]}]"));
        assertThat(reply.usage()).contains(new Usage(9, 0));
    }

    @Test
    void cohere_gives_a_vector_in_every_type_that_was_asked_for() {
        EmbedReply reply = read(cohere, """
                {'id':'i','embeddings':{'int8':[[1],[2]],'float':[[0.1],[0.2]]},'texts':['a','b'],
                 'meta':{'billed_units':{'input_tokens':2,'image_tokens':5}},'response_type':'embeddings_by_type'}""");
        assertThat(reply.usage()).contains(new Usage(7, 5));
        JsonNode told = openAi.writeReply(reply, PLAIN, drops);
        assertThat(sent(told)).isEqualTo(tree("""
                {'object':'list','data':[{'object':'embedding','index':0,'embedding':[0.1]},
                 {'object':'embedding','index':1,'embedding':[0.2]}],'model':'asked-model',
                 'usage':{'prompt_tokens':7,'total_tokens':7,'image_tokens':5}}"""));
        EmbedRequest both = asked(new Encoding(VectorType.FLOAT, false), new Encoding(VectorType.INT8, false));
        assertThat(sent(cohere.writeReply(reply, both, drops)).path("embeddings"))
                .isEqualTo(tree("{'float':[[0.1],[0.2]],'int8':[[1],[2]]}"));
        assertThat(drops.names()).isEmpty();
        openAi.writeReply(reply, asked(new Encoding(VectorType.BINARY, false)), drops);
        assertThat(drops.names()).containsExactly("encoding_format");
    }

    @Test
    void older_models_of_cohere_answer_a_bare_list_on_bedrock() {
        EmbedCodec hosted = new CohereEmbedCodec(Host.BEDROCK);
        EmbedRequest old = PLAIN.forModel("cohere.embed-english-v3");
        JsonNode body = tree("{'id':'i','embeddings':[[0.5]],'response_type':'embeddings_floats'}");
        EmbedReply reply = hosted.readReply(Members.of(body), old);
        assertThat(sent(hosted.writeReply(reply, old, drops))).isEqualTo(body);
        assertThat(sent(hosted.writeReply(reply, PLAIN.forModel("cohere.embed-v4:0"), drops))
                        .path("embeddings"))
                .isEqualTo(tree("{'float':[[0.5]]}"));
    }

    @Test
    void another_dialect_s_extras_do_not_reach_the_caller() {
        EmbedReply reply = read(cohere, "{'id':'i','embeddings':{'float':[[1]]},'texts':['secret'],'x':1}");
        assertThat(openAi.writeReply(reply, PLAIN, drops).has("texts")).isFalse();
        assertThat(cohere.writeReply(reply, PLAIN, drops).path("texts")).isEqualTo(tree("['secret']"));
    }

    @Test
    void titan_tells_a_vector_by_type() {
        EmbedCodec titan = new TitanEmbedCodec();
        EmbedReply reply = read(
                titan, "{'embedding':[1.5],'embeddingsByType':{'float':[1.5],'binary':[1]},'inputTextTokenCount':5}");
        assertThat(reply.vectors()).hasSize(2);
        assertThat(sent(titan.writeReply(reply, PLAIN, drops))).isEqualTo(tree("""
                {'embedding':[1.5],'embeddingsByType':{'float':[1.5],'binary':[1]},'inputTextTokenCount':5}"""));
    }

    @Test
    void google_s_images_are_counted() {
        EmbedReply reply = read(gemini, """
                {'embeddings':[{'values':[1]}],'usageMetadata':{'promptTokenCount':9,'promptTokenDetails':
                 [{'modality':'TEXT','tokenCount':2},{'modality':'IMAGE','tokenCount':7}]}}""");
        assertThat(reply.usage()).contains(new Usage(9, 7));
        assertThat(read(
                                gemini,
                                Trees.json(gemini.writeReply(reply, PLAIN, drops))
                                        .text())
                        .usage())
                .contains(new Usage(9, 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{'data':[{'embedding':'AAA'}],'embeddings':['AAA'],'embedding':'AAA','predictions':['AAA']}",
                "{'data':[{'embedding':[true]}],'embeddings':[true],'embedding':[true],'predictions':[{}]}",
                "{'data':[{'embedding':{}}],'embeddings':7,'embedding':{},'predictions':[{'embeddings':{}}]}"
            })
    void what_is_no_reply_is_refused(String body) {
        for (EmbedCodec codec :
                List.of(openAi, cohere, gemini, new VertexEmbedCodec(), new TitanEmbedCodec(), new NovaEmbedCodec())) {
            assertThatThrownBy(() -> read(codec, body)).as(codec.name()).isInstanceOf(RefusedException.class);
        }
    }

    private static EmbedReply read(EmbedCodec codec, String body) {
        return codec.readReply(Members.of(tree(body)), PLAIN);
    }

    private static EmbedRequest asked(Encoding... encodings) {
        return new EmbedRequest(
                "asked-model",
                List.of(new EmbedInput.Text("a"), new EmbedInput.Text("b")),
                new EmbedRequest.Form(OptionalLong.empty(), List.of(encodings)),
                EmbedRequest.Use.DEFAULT,
                Map.of(),
                "test");
    }

    private static JsonNode tree(String text) {
        return Trees.read(text.replace('\'', '"'));
    }

    private static JsonNode sent(JsonNode body) {
        return Trees.read(Trees.json(body).text());
    }
}
