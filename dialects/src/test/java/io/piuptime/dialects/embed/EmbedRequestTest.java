package io.piuptime.dialects.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.embed.amazon.BedrockEmbed;
import io.piuptime.dialects.embed.cohere.CohereEmbedCodec;
import io.piuptime.dialects.embed.cohere.CohereEmbedCodec.Host;
import io.piuptime.dialects.embed.google.GeminiEmbedCodec;
import io.piuptime.dialects.embed.google.GeminiEmbedCodec.Call;
import io.piuptime.dialects.embed.google.VertexEmbedCodec;
import io.piuptime.dialects.embed.openai.OpenAiEmbedCodec;
import io.piuptime.dialects.embed.openai.OpenAiEmbedCodec.Flavor;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import io.piuptime.model.embed.EmbedInput;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.embed.EmbedRequest.Encoding;
import io.piuptime.model.embed.Purpose;
import io.piuptime.model.embed.Truncation;
import io.piuptime.model.embed.VectorType;
import io.piuptime.model.exchange.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Requests, by hand. */
final class EmbedRequestTest {
    private final EmbedCodec openAi = new OpenAiEmbedCodec(Flavor.OPENAI);
    private final EmbedCodec jina = new OpenAiEmbedCodec(Flavor.JINA);
    private final EmbedCodec voyage = new OpenAiEmbedCodec(Flavor.VOYAGE);
    private final EmbedCodec cohere = new CohereEmbedCodec(Host.COHERE);
    private final EmbedCodec gemini = new GeminiEmbedCodec(Call.BATCH);
    private final EmbedCodec vertex = new VertexEmbedCodec();
    private final Drops drops = new Drops();

    @Test
    void openai_s_input_has_four_forms() {
        assertThat(read(openAi, "{'model':'m','input':'a'}").inputs()).containsExactly(new EmbedInput.Text("a"));
        assertThat(read(openAi, "{'model':'m','input':['a','b']}").inputs())
                .containsExactly(new EmbedInput.Text("a"), new EmbedInput.Text("b"));
        assertThat(read(openAi, "{'model':'m','input':[1,2]}").inputs())
                .containsExactly(new EmbedInput.Tokens(List.of(1, 2)));
        EmbedRequest lists = read(openAi, "{'model':'m','input':[[1],[2,3]]}");
        assertThat(lists.inputs())
                .containsExactly(new EmbedInput.Tokens(List.of(1)), new EmbedInput.Tokens(List.of(2, 3)));
        assertThat(written(openAi, lists)).isEqualTo(tree("{'model':'m','input':[[1],[2,3]]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'input':'a'}|model",
                "{'model':'m'}|input",
                "{'model':'m','input':{}}|input",
                "{'model':'m','input':[1,'a']}|input[1]",
                "{'model':'m','input':['a',{}]}|input[1].text",
                "{'model':'m','input':'a','dimensions':'x'}|dimensions",
                "{'model':7,'input':'a'}|model"
            })
    void a_wrong_request_is_refused_with_the_path_of_the_fault(String body, String path) {
        assertThatThrownBy(() -> read(openAi, body))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(path + ":");
    }

    @Test
    void a_caller_of_openai_s_form_can_say_what_other_providers_know() {
        EmbedRequest request = read(openAi, """
                {'model':'m','input':['a'],'dimensions':256,'encoding_format':'base64','input_type':'query',
                 'truncate':'START','user':'u','late_chunking':true}""");
        assertThat(request.use())
                .isEqualTo(new EmbedRequest.Use(
                        Optional.of(Purpose.QUERY), Optional.of(Truncation.START), Optional.of("u")));
        assertThat(request.form().first()).isEqualTo(new Encoding(VectorType.FLOAT, true));
        assertThat(request.extras()).containsOnly(Map.entry("late_chunking", new Json("true")));

        assertThat(written(cohere, request)).isEqualTo(tree("""
                {'model':'m','texts':['a'],'output_dimension':256,'embedding_types':['float'],'truncate':'START',
                 'input_type':'search_query'}"""));
        assertThat(drops.names()).containsExactly("user", "late_chunking");
    }

    @Test
    void openai_itself_is_told_only_what_it_knows() {
        EmbedRequest request = read(cohere, """
                {'model':'m','texts':['a'],'input_type':'clustering','truncate':'END','embedding_types':['int8','float'],
                 'max_tokens':9}""");
        assertThat(written(openAi, request)).isEqualTo(tree("{'model':'m','input':['a'],'encoding_format':'float'}"));
        assertThat(drops.names()).containsExactly("encoding_format", "input_type", "truncate", "max_tokens");
    }

    @Test
    void voyage_and_jina_have_words_of_their_own() {
        EmbedRequest request = read(
                openAi,
                "{'model':'m','input':['a'],'dimensions':9,'input_type':'document','truncate':true,'output_dtype':'ubinary'}");
        assertThat(written(voyage, request)).isEqualTo(tree("""
                {'model':'m','input':['a'],'output_dimension':9,'output_dtype':'ubinary','input_type':'document',
                 'truncation':true}"""));
        assertThat(written(jina, request)).isEqualTo(tree("""
                {'model':'m','input':['a'],'dimensions':9,'embedding_type':'ubinary','task':'retrieval.passage',
                 'truncate':true}"""));
        assertThat(drops.names()).isEmpty();
        assertThat(read(voyage, "{'model':'m','input':'a','output_dtype':'int8','encoding_format':'base64'}")
                        .form()
                        .encodings())
                .containsExactly(new Encoding(VectorType.INT8, true));
    }

    @Test
    void a_word_that_nobody_knows_stays_among_the_extras() {
        EmbedRequest own = read(openAi, "{'model':'m','input':['a'],'input_type':'sarcasm','encoding_format':'roman'}");
        assertThat(own.extras()).containsOnlyKeys("input_type", "encoding_format");
        assertThat(written(openAi, own))
                .isEqualTo(tree("{'model':'m','input':['a'],'input_type':'sarcasm','encoding_format':'roman'}"));
        EmbedRequest google = read(gemini, """
                {'requests':[{'model':'models/m','content':{'parts':[{'text':'a'}]},'taskType':'TASK_TYPE_UNSPECIFIED'}]}""");
        assertThat(google.extras()).containsOnlyKeys("taskType");
    }

    @Test
    void images_go_where_they_are_understood() {
        EmbedRequest request = read(
                jina,
                "{'model':'m','input':[{'text':'a'},{'image':'data:image/gif;base64,AA=='},{'text':'b','image':'https://x/y'}]}");
        assertThat(request.inputs().get(1))
                .isEqualTo(new EmbedInput.Parts(
                        List.of(new Part.Media(Part.Media.Kind.IMAGE, new Source.Inline("image/gif", "AA==")))));
        assertThat(jina.readRequest(Members.of(jina.writeRequest(request, drops)), Place.BODY))
                .isEqualTo(request);
        assertThat(cohere.writeRequest(request, drops).path("inputs").path(2)).isEqualTo(tree("""
                {'content':[{'type':'text','text':'b'},{'type':'image_url','image_url':{'url':'https://x/y'}}]}"""));
        assertThat(gemini.writeRequest(request, drops).path("requests").path(1).path("content"))
                .isEqualTo(tree("{'parts':[{'inlineData':{'mimeType':'image/gif','data':'AA=='}}]}"));
        assertThatThrownBy(() -> openAi.writeRequest(request, drops))
                .hasMessage("input[1]: media (expected: text, which is what the model's provider takes)");
        assertThatThrownBy(() -> vertex.writeRequest(request, drops)).isInstanceOf(RefusedException.class);
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void older_models_of_cohere_take_one_image_and_no_dimensions() {
        EmbedRequest request = read(
                jina, "{'model':'embed-english-v3.0','dimensions':8,'input':[{'image':'data:image/png;base64,AA=='}]}");
        assertThat(cohere.most(request)).isEqualTo(1);
        assertThat(written(cohere, request)).isEqualTo(tree("""
                {'model':'embed-english-v3.0','images':['data:image/png;base64,AA=='],'input_type':'image'}"""));
        assertThat(drops.names()).containsExactly("dimensions");
    }

    @Test
    void token_ids_are_refused_where_only_words_are_understood() {
        EmbedRequest request = read(openAi, "{'model':'m','input':[[1,2]]}");
        for (EmbedCodec codec : List.of(
                voyage,
                jina,
                cohere,
                gemini,
                vertex,
                BedrockEmbed.of("amazon.titan"),
                BedrockEmbed.of("amazon.nova"))) {
            assertThatThrownBy(() -> codec.writeRequest(request, drops))
                    .as(codec.name())
                    .isInstanceOf(RefusedException.class)
                    .hasMessageStartingWith("input[0]: token ids");
        }
    }

    @Test
    void a_batch_of_unlike_requests_is_refused() {
        assertThatThrownBy(() -> read(gemini, """
                        {'requests':[{'model':'models/m','content':{'parts':[{'text':'a'}]},'taskType':'CLUSTERING'},
                                     {'model':'models/m','content':{'parts':[{'text':'b'}]}}]}""")).hasMessageStartingWith("requests[1]: differs");
        assertThatThrownBy(() -> read(vertex, """
                        {'instances':[{'content':'a','task_type':'CLUSTERING'},{'content':'b'}]}""")).hasMessageStartingWith("instances[1].task_type: differs");
    }

    @Test
    void both_ways_to_write_google_s_names_are_read_alike() {
        EmbedRequest camel = read(gemini, """
                {'requests':[{'model':'models/m','content':{'parts':[{'text':'a'}]},'taskType':'CLUSTERING',
                  'title':'t','outputDimensionality':7}]}""");
        EmbedRequest snake = read(gemini, """
                {'requests':[{'model':'models/m','content':{'parts':[{'text':'a'}]},'task_type':'CLUSTERING',
                  'title':'t','output_dimensionality':7}]}""");
        assertThat(snake).isEqualTo(camel);
        assertThat(camel.inputs()).containsExactly(new EmbedInput.Text("a", Optional.of("t")));
        assertThat(written(vertex, camel)).isEqualTo(tree("""
                {'instances':[{'content':'a','task_type':'CLUSTERING','title':'t'}],
                 'parameters':{'outputDimensionality':7}}"""));
        assertThat(drops.names()).isEmpty();
        openAi.writeRequest(camel, drops);
        assertThat(drops.names()).containsExactly("title", "input_type");
    }

    @Test
    void a_purpose_without_a_word_gets_the_nearest_and_is_noted() {
        EmbedRequest request = read(gemini, """
                {'requests':[{'content':{'parts':[{'text':'a'}]},'taskType':'CODE_RETRIEVAL_QUERY'}]}""");
        assertThat(cohere.writeRequest(request, drops).path("input_type").asString(""))
                .isEqualTo("search_query");
        assertThat(drops.names()).containsExactly("input_type");
    }

    @Test
    void bedrock_has_a_format_for_each_family() {
        EmbedRequest request = read(openAi, "{'model':'m','input':['a'],'dimensions':512}");
        EmbedCodec titan = BedrockEmbed.of("amazon.titan-embed-text-v2:0");
        assertThat(written(titan, request.forModel("amazon.titan-embed-text-v2:0")))
                .isEqualTo(tree("{'inputText':'a','dimensions':512}"));
        assertThat(titan.path(request.forModel("amazon.titan-embed-text-v2:0")))
                .isEqualTo("/model/amazon.titan-embed-text-v2%3A0/invoke");
        assertThat(drops.names()).isEmpty();
        assertThat(written(titan, request.forModel("amazon.titan-embed-text-v1")))
                .isEqualTo(tree("{'inputText':'a'}"));
        assertThat(drops.names()).containsExactly("dimensions");
        EmbedCodec nova = BedrockEmbed.of("amazon.nova-2-multimodal-embeddings-v1:0");
        assertThat(written(nova, request)).isEqualTo(tree("""
                {'taskType':'SINGLE_EMBEDDING','singleEmbeddingParams':{'embeddingPurpose':'GENERIC_INDEX',
                 'embeddingDimension':512,'text':{'truncationMode':'NONE','value':'a'}}}"""));
        EmbedCodec hosted = BedrockEmbed.of("us.cohere.embed-v4:0");
        assertThat(written(hosted, request))
                .isEqualTo(tree("{'texts':['a'],'output_dimension':512,'input_type':'search_document'}"));
    }

    @Test
    void a_picture_with_words_goes_to_titan_s_model_for_both() {
        EmbedRequest request = read(jina, """
                {'model':'amazon.titan-embed-image-v1','input':[{'text':'a','image':'data:image/png;base64,AA=='}],
                 'dimensions':256}""");
        EmbedCodec titan = BedrockEmbed.of(request.model());
        JsonNode written = written(titan, request);
        assertThat(written)
                .isEqualTo(
                        tree("{'inputText':'a','inputImage':'AA==','embeddingConfig':{'outputEmbeddingLength':256}}"));
        EmbedRequest again = titan.readRequest(Members.of(written), new Place(request.model(), false));
        assertThat(written(titan, again)).isEqualTo(written);
        assertThat(drops.names()).isEmpty();
    }

    /** A body as who gets it reads it. */
    private JsonNode written(EmbedCodec codec, EmbedRequest request) {
        return tree(Trees.json(codec.writeRequest(request, drops)).text());
    }

    private static EmbedRequest read(EmbedCodec codec, String body) {
        return codec.readRequest(Members.of(tree(body)), Place.BODY);
    }

    /** JSON with single quotes, as what is sent reads it. */
    private static JsonNode tree(String text) {
        return Trees.read(text.replace('\'', '"'));
    }
}
