package io.piuptime.dialects.embed.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.embed.EmbedCodec;
import io.piuptime.dialects.embed.openai.OpenAiEmbedCodec;
import io.piuptime.model.embed.EmbedReply;
import io.piuptime.model.embed.EmbedRequest;
import io.piuptime.model.exchange.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What Amazon's models are asked by who speaks OpenAI's form, and what becomes of their answers. */
class AmazonEmbedTest {
    private static final String TITAN = "amazon.titan-embed-text-v2:0";
    private static final String NOVA = "amazon.nova-2-multimodal-embeddings-v1:0";

    private final EmbedCodec openAi = new OpenAiEmbedCodec(OpenAiEmbedCodec.Flavor.OPENAI);
    private final Drops drops = new Drops();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                TITAN + "|{'input':'a'}|{'inputText':'a'}|``",
                TITAN + "|{'input':['a'],'dimensions':256}|{'inputText':'a','dimensions':256}|``",
                TITAN + "|{'input':'a','encoding_format':'float'}|{'inputText':'a','embeddingTypes':['float']}|``",
                TITAN + "|{'input':'a','user':'u'}|{'inputText':'a'}|user",
                TITAN + "|{'input':'a','input_type':'query'}|{'inputText':'a'}|input_type",
                "amazon.titan-embed-text-v1|{'input':'a','dimensions':256}|{'inputText':'a'}|dimensions",
                "amazon.titan-embed-g1-text-02|{'input':'a','dimensions':256}|{'inputText':'a'}|dimensions",
                "amazon.titan-embed-image-v1|{'input':'a','dimensions':256}"
                        + "|{'inputText':'a','embeddingConfig':{'outputEmbeddingLength':256}}|``",
                NOVA + "|{'input':'a'}|{'taskType':'SINGLE_EMBEDDING','singleEmbeddingParams':{"
                        + "'embeddingPurpose':'GENERIC_INDEX','text':{'truncationMode':'NONE','value':'a'}}}|``",
                NOVA + "|{'input':'a','dimensions':384,'input_type':'query'}|{'taskType':'SINGLE_EMBEDDING',"
                        + "'singleEmbeddingParams':{'embeddingPurpose':'GENERIC_RETRIEVAL','embeddingDimension':384,"
                        + "'text':{'truncationMode':'NONE','value':'a'}}}|``",
                NOVA + "|{'input':'a','user':'u'}|{'taskType':'SINGLE_EMBEDDING','singleEmbeddingParams':{"
                        + "'embeddingPurpose':'GENERIC_INDEX','text':{'truncationMode':'NONE','value':'a'}}}|user"
            })
    void a_wish_is_told_and_what_cannot_be_is_named(String model, String wish, String told, String dropped) {
        JsonNode body = BedrockEmbed.of(model).writeRequest(asked(model, wish), drops);

        assertThat(told(body)).isEqualTo(tree(told));
        assertThat(String.join(",", drops.names())).isEqualTo(dropped);
    }

    @ParameterizedTest
    @ValueSource(strings = {TITAN, NOVA})
    void one_input_at_a_time(String model) {
        EmbedCodec codec = BedrockEmbed.of(model);
        EmbedRequest two = asked(model, "{'input':['a','b']}");

        assertThat(codec.most(two)).isEqualTo(1);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> codec.writeRequest(two, drops))
                .withMessageContaining("input[1]: text (expected: one input");
    }

    @ParameterizedTest
    @ValueSource(strings = {TITAN, NOVA})
    void numbers_of_tokens_are_no_input(String model) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> BedrockEmbed.of(model).writeRequest(asked(model, "{'input':[[1,2]]}"), drops))
                .withMessageContaining("input[0]: token ids");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                TITAN + "|{'embedding':[0.5,1],'inputTextTokenCount':3}|[0.5,1]|3",
                TITAN + "|{'embedding':[0.5,1],'embeddingsByType':{'float':[0.5,1]},'inputTextTokenCount':3}|[0.5,1]|3",
                NOVA
                        + "|{'embeddings':[{'embeddingType':'TEXT','embedding':[0.5,1]}],'inputTextTokenCount':3}|[0.5,1]|3",
                NOVA + "|{'embeddings':[{'embeddingType':'TEXT','embedding':[0.5,1]}]}|[0.5,1]|0"
            })
    void an_answer_is_told_in_openais_form(String model, String reply, String vector, long tokens) {
        EmbedRequest asked = asked(model, "{'input':'a'}");
        EmbedReply read = BedrockEmbed.of(model).readReply(Members.of(tree(reply)), asked);

        assertThat(told(openAi.writeReply(read, asked, drops)))
                .isEqualTo(tree("{'object':'list','data':[{'object':'embedding','index':0,'embedding':" + vector
                        + "}],'model':'" + model + "','usage':{'prompt_tokens':" + tokens + ",'total_tokens':" + tokens
                        + "}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                TITAN + "|{}",
                TITAN + "|{'embedding':'?'}",
                TITAN + "|{'embedding':[null]}",
                NOVA + "|{}",
                NOVA + "|{'embeddings':7}",
                NOVA + "|{'embeddings':[7]}",
                NOVA + "|{'embeddings':[{}]}",
                NOVA + "|{'embeddings':[{'embedding':['x']}]}"
            })
    void an_answer_that_is_none_is_refused(String model, String reply) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(
                        () -> BedrockEmbed.of(model).readReply(Members.of(tree(reply)), asked(model, "{'input':'a'}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                TITAN + "|{'inputText':'a','dimensions':256,'normalize':true}",
                TITAN + "|{'inputText':'a','embeddingTypes':['binary']}",
                "amazon.titan-embed-image-v1|{'inputText':'a','inputImage':'AAAA',"
                        + "'embeddingConfig':{'outputEmbeddingLength':256}}",
                NOVA + "|{'taskType':'SINGLE_EMBEDDING','singleEmbeddingParams':{'embeddingPurpose':'CLUSTERING',"
                        + "'embeddingDimension':1024,'text':{'truncationMode':'END','value':'a'}}}",
                NOVA + "|{'taskType':'SINGLE_EMBEDDING','singleEmbeddingParams':{'embeddingPurpose':'GENERIC_INDEX',"
                        + "'image':{'format':'jpeg','source':{'bytes':'AAAA'}}}}"
            })
    void a_wish_of_its_own_comes_back_as_it_was(String model, String wish) {
        EmbedCodec codec = BedrockEmbed.of(model);
        EmbedRequest read = codec.readRequest(Members.of(tree(wish)), new Place(model, false));

        assertThat(told(codec.writeRequest(read, drops))).isEqualTo(tree(wish));
        assertThat(drops.names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                TITAN + "|{}|inputText",
                TITAN + "|{'inputText':7}|inputText",
                NOVA + "|{}|singleEmbeddingParams",
                NOVA + "|{'singleEmbeddingParams':{}}|singleEmbeddingParams.text",
                NOVA + "|{'singleEmbeddingParams':{'image':{}}}|singleEmbeddingParams.image.source"
            })
    void a_wish_that_is_none_names_what_is_missing(String model, String wish, String name) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> BedrockEmbed.of(model).readRequest(Members.of(tree(wish)), new Place(model, false)))
                .withMessageContaining(name);
    }

    @Test
    void the_model_stands_in_the_path() {
        for (String model : new String[] {TITAN, NOVA}) {
            assertThat(BedrockEmbed.of(model).path(asked(model, "{'input':'a'}")))
                    .isEqualTo("/model/" + model.replace(":", "%3A") + "/invoke");
        }
    }

    private EmbedRequest asked(String model, String wish) {
        return openAi.readRequest(Members.of(tree(wish.replaceFirst("\\{", "{'model':'m',"))), Place.BODY)
                .forModel(model);
    }

    /** As its reader sees it: numbers differ in what they were made from. */
    private static JsonNode told(JsonNode written) {
        return Trees.read(written.toString());
    }

    private static JsonNode tree(String json) {
        return Trees.read(json.replace('\'', '"'));
    }
}
