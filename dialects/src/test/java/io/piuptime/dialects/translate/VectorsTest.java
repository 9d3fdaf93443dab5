package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.usage.Tokens;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {
    private static final String WISH = "{'model':'m','input':['a','b']}";
    private static final String ONE = "{'model':'m','input':'a'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GEMINI|g|{'model':'m','input':['a','b']}|/models/g:batchEmbedContents"
                        + "|{'requests':[{'model':'models/g','content':{'parts':[{'text':'a'}]}},"
                        + "{'model':'models/g','content':{'parts':[{'text':'b'}]}}]}",
                "GEMINI|g|{'model':'m','input':'a','dimensions':8}|/models/g:batchEmbedContents"
                        + "|{'requests':[{'model':'models/g','content':{'parts':[{'text':'a'}]},'outputDimensionality':8}]}",
                "COHERE_CHAT|embed-v4.0|{'model':'m','input':['a'],'dimensions':256}|/embed"
                        + "|{'model':'embed-v4.0','input_type':'search_document','texts':['a'],"
                        + "'output_dimension':256}",
                "COHERE_CHAT|embed-v4.0|{'model':'m','input':['a'],'input_type':'query'}|/embed"
                        + "|{'model':'embed-v4.0','input_type':'search_query','texts':['a']}",
                "BEDROCK_CONVERSE|amazon.titan-embed-text-v2:0|{'model':'m','input':'a','dimensions':512}"
                        + "|/model/amazon.titan-embed-text-v2%3A0/invoke|{'inputText':'a','dimensions':512}",
                "BEDROCK_CONVERSE|amazon.titan-embed-text-v1|{'model':'m','input':'a'}"
                        + "|/model/amazon.titan-embed-text-v1/invoke|{'inputText':'a'}",
                "BEDROCK_CONVERSE|amazon.nova-2-multimodal-embeddings-v1:0|{'model':'m','input':'a'}"
                        + "|/model/amazon.nova-2-multimodal-embeddings-v1%3A0/invoke"
                        + "|{'taskType':'SINGLE_EMBEDDING','singleEmbeddingParams':{'embeddingPurpose':'GENERIC_INDEX',"
                        + "'text':{'truncationMode':'NONE','value':'a'}}}"
            })
    void asks_every_format_in_its_words(Wire wire, String model, String wish, String path, String told) {
        Outbound.Request request = Asked.of(Operation.EMBEDDINGS, wire, model).request(wish);

        assertThat(request.path()).isEqualTo(path);
        assertThat(Asked.body(request)).isEqualTo(Asked.tree(told));
        assertThat(request.headers().relaysCallers()).isFalse();
        assertThat(request.dropped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EMBED_CONTENT|{'content':{'parts':[{'text':'a'}]}}|text-embedding-3-small"
                        + "|{'model':'text-embedding-3-small','input':['a']}",
                "EMBED_CONTENT|{'content':{'parts':[{'text':'a'}]},'outputDimensionality':8}|text-embedding-3-small"
                        + "|{'model':'text-embedding-3-small','input':['a'],'dimensions':8}",
                "EMBED_CONTENT|{'content':{'parts':[{'text':'a'}]},'taskType':'RETRIEVAL_QUERY'}|voyage-3"
                        + "|{'model':'voyage-3','input':['a'],'input_type':'query'}",
                "EMBED_CONTENT|{'content':{'parts':[{'text':'a'}]},'taskType':'CLUSTERING'}|jina-embeddings-v3"
                        + "|{'model':'jina-embeddings-v3','input':['a'],'task':'separation'}",
                "EMBED_CONTENT|{'content':{'parts':[{'text':'a'}]},'outputDimensionality':8}|voyage-3"
                        + "|{'model':'voyage-3','input':['a'],'output_dimension':8}",
                "BATCH_EMBED_CONTENTS|{'requests':[{'content':{'parts':[{'text':'a'}]}},"
                        + "{'content':{'parts':[{'text':'b'}]}}]}|text-embedding-3-small"
                        + "|{'model':'text-embedding-3-small','input':['a','b']}"
            })
    void who_speaks_gemini_reaches_servers_of_openais_form(
            Operation operation, String wish, String model, String told) {
        Outbound.Request request = Asked.of(operation, Wire.OPENAI_CHAT, model).request(wish);

        assertThat(request.path()).isEqualTo("/embeddings");
        assertThat(Asked.body(request)).isEqualTo(Asked.tree(told));
        assertThat(request.dropped()).isEmpty();
    }

    @Test
    void vertex_is_asked_by_its_own_method() {
        Outbound.Request request = Asked.of(Operation.EMBEDDINGS, Wire.GEMINI, "text-embedding-005")
                .at("https://vertex.example/v1/projects/p/locations/l/publishers/google")
                .request(WISH);

        assertThat(request.path()).isEqualTo("/models/text-embedding-005:predict");
        assertThat(Asked.body(request)).isEqualTo(Asked.tree("{'instances':[{'content':'a'},{'content':'b'}]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GEMINI|{'model':'m','input':'a','user':'u'}|user",
                "GEMINI|{'model':'m','input':'a','mystery':1}|mystery",
                "COHERE_CHAT|{'model':'m','input':'a','user':'u'}|user"
            })
    void names_what_cannot_be_told_and_refuses_it_strictly(Wire wire, String wish, String name) {
        Asked asked = Asked.of(Operation.EMBEDDINGS, wire, "m");

        assertThat(asked.request(wish).dropped()).containsExactly(name);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> asked.strictly().outbound(wish))
                .extracting(RefusedException::refusal)
                .isInstanceOfSatisfying(Refusal.BadRequest.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("unsupported_parameter");
                    assertThat(refusal.param()).isEqualTo(name);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "GEMINI,           g,                       100",
        "BEDROCK_CONVERSE, amazon.titan-embed-text, 1",
        "COHERE_CHAT,      embed-v4.0,              96"
    })
    void more_inputs_than_a_format_takes_are_refused(Wire wire, String model, int most) {
        Asked asked = Asked.of(Operation.EMBEDDINGS, wire, model);
        String fits = "{'model':'m','input':[" + String.join(",", Collections.nCopies(most, "'a'")) + "]}";

        assertThat(asked.request(fits).pieces()).isNotEmpty();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> asked.outbound(fits.replace("]", ",'a']")))
                .extracting(RefusedException::refusal)
                .isInstanceOfSatisfying(Refusal.BadRequest.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("too_many_inputs");
                    assertThat(refusal.message())
                            .isEqualTo("inputs: " + (most + 1) + " (expected: at most " + most
                                    + " for the provider 'upstream')");
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = Wire.class,
            names = {"ANTHROPIC_MESSAGES", "VERTEX_ANTHROPIC"})
    void who_has_no_vectors_is_not_asked(Wire wire) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Asked.of(Operation.EMBEDDINGS, wire, "m").outbound(ONE))
                .extracting(RefusedException::refusal)
                .isInstanceOfSatisfying(
                        Refusal.BadRequest.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("unsupported_operation"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GEMINI|g|{'embeddings':[{'values':[0.5,1]},{'values':[2,3]}],'usageMetadata':{'promptTokenCount':7}}"
                        + "|[0.5,1]|[2,3]|7",
                "GEMINI|g|{'embeddings':[{'values':[0.5,1]},{'values':[2,3]}]}|[0.5,1]|[2,3]|0",
                "COHERE_CHAT|embed-v4.0|{'id':'x','embeddings':{'float':[[0.5,1],[2,3]]},'response_type':"
                        + "'embeddings_by_type','meta':{'billed_units':{'input_tokens':7}}}|[0.5,1]|[2,3]|7"
            })
    void tells_vectors_in_openais_words(
            Wire wire, String model, String reply, String first, String second, long tokens) {
        Replies.Whole whole = Asked.of(Operation.EMBEDDINGS, wire, model).answer(WISH, 200, reply);

        assertThat(Trees.read(whole.body()))
                .isEqualTo(Asked.tree("{'object':'list','data':[{'object':'embedding','index':0,'embedding':" + first
                        + "},{'object':'embedding','index':1,'embedding':" + second + "}],'model':'m',"
                        + "'usage':{'prompt_tokens':" + tokens + ",'total_tokens':" + tokens + "}}"));
        assertThat(whole.report().wellFormed()).isTrue();
        assertThat(whole.report().tokens().input()).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EMBED_CONTENT|{'content':{'parts':[{'text':'a'}]}}"
                        + "|{'embedding':{'values':[0.5,1]},'usageMetadata':{'promptTokenCount':3}}",
                "BATCH_EMBED_CONTENTS|{'requests':[{'content':{'parts':[{'text':'a'}]}}]}"
                        + "|{'embeddings':[{'values':[0.5,1]}],'usageMetadata':{'promptTokenCount':3}}"
            })
    void tells_vectors_in_geminis_words(Operation operation, String wish, String told) {
        Replies.Whole whole = Asked.of(operation, Wire.OPENAI_CHAT, "text-embedding-3-small")
                .answer(
                        wish,
                        200,
                        "{'object':'list','data':[{'object':'embedding','index':0,'embedding':[0.5,1]}],"
                                + "'model':'x','usage':{'prompt_tokens':3,'total_tokens':3}}");

        assertThat(Trees.read(whole.body())).isEqualTo(Asked.tree(told));
        assertThat(whole.report().tokens()).isEqualTo(new Tokens(3, 0, 0, 0, Tokens.Source.REPORTED));
    }

    @Test
    void bytes_are_told_as_numbers_where_numbers_are_asked_for() {
        // 1.0 and -2.0 as floats of four bytes, the least first
        Replies.Whole whole = Asked.of(Operation.EMBED_CONTENT, Wire.OPENAI_CHAT, "e")
                .answer(
                        "{'content':{'parts':[{'text':'a'}]}}",
                        200,
                        "{'data':[{'index':0,'embedding':'AACAPwAAAMA='}],'usage':{'prompt_tokens':1}}");

        assertThat(Trees.read(whole.body()).path("embedding").path("values")).isEqualTo(Asked.tree("[1.0,-2.0]"));
    }

    @Test
    void numbers_are_told_as_bytes_where_bytes_are_asked_for() {
        Replies.Whole whole = Asked.of(Operation.EMBEDDINGS, Wire.GEMINI, "g")
                .answer(
                        "{'model':'m','input':'a','encoding_format':'base64'}",
                        200,
                        "{'embeddings':[{'values':[1.0,-2.0]}]}");

        assertThat(Trees.read(whole.body())
                        .path("data")
                        .path(0)
                        .path("embedding")
                        .asString())
                .isEqualTo("AACAPwAAAMA=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "nonsense",
                "{'embeddings':7}",
                "{'embeddings':[{'values':'?'}]}",
                "{'embeddings':[{'values':['x']}]}",
                "{'embeddings':[7]}"
            })
    void an_answer_that_is_none_is_not_told(String reply) {
        Replies.Whole whole = Asked.of(Operation.EMBEDDINGS, Wire.GEMINI, "g").answer(ONE, 200, reply);

        assertThat(whole.report().wellFormed()).isFalse();
        assertThat(whole.report().tokens()).isEqualTo(Tokens.NONE);
    }

    @Test
    void a_count_below_nothing_is_nothing() {
        Replies.Whole whole = Asked.of(Operation.EMBEDDINGS, Wire.GEMINI, "g")
                .answer(ONE, 200, "{'embeddings':[{'values':[1]}],'usageMetadata':{'promptTokenCount':-7}}");

        assertThat(whole.report().tokens().input()).isZero();
    }

    @Test
    void an_error_is_told_in_the_callers_words() {
        Replies.Whole whole = Asked.of(Operation.EMBEDDINGS, Wire.GEMINI, "g")
                .answer(ONE, 429, "{'error':{'code':429,'message':'slow down','status':'RESOURCE_EXHAUSTED'}}");

        assertThat(Trees.read(whole.body()).path("error").path("message").asString())
                .isEqualTo("slow down");
    }

    @Test
    void an_error_without_words_is_told_with_its_status_or_text() {
        Asked asked = Asked.of(Operation.EMBEDDINGS, Wire.GEMINI, "g");
        for (List<String> pair : List.of(
                List.of("", "The provider answered with status 503."),
                List.of("<b>busy</b>", "<b>busy</b>"),
                List.of("x".repeat(900), "x".repeat(500)))) {
            Replies.Whole whole = asked.answer(ONE, 503, pair.getFirst());

            assertThat(Trees.read(whole.body()).path("error").path("message").asString())
                    .isEqualTo(pair.getLast());
        }
    }
}
