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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReranksTest {
    private static final String WISH = "{'model':'m','query':'q','documents':['a','b'],'top_n':1}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "COHERE_CHAT|rerank-v3.5|/rerank"
                        + "|{'model':'rerank-v3.5','query':'q','documents':['a','b'],'top_n':1}",
                "BEDROCK_CONVERSE|cohere.rerank-v3-5:0|/model/cohere.rerank-v3-5%3A0/invoke"
                        + "|{'api_version':2,'query':'q','documents':['a','b'],'top_n':1}",
                "BEDROCK_CONVERSE|amazon.rerank-v1:0|/model/amazon.rerank-v1%3A0/invoke"
                        + "|{'query':'q','documents':['a','b'],'top_n':1}",
                "BEDROCK_ANTHROPIC|amazon.rerank-v1:0|/model/amazon.rerank-v1%3A0/invoke"
                        + "|{'query':'q','documents':['a','b'],'top_n':1}"
            })
    void asks_every_format_in_its_words(Wire wire, String model, String path, String told) {
        Outbound.Request request = Asked.of(Operation.RERANK, wire, model).request(WISH);

        assertThat(request.path()).isEqualTo(path);
        assertThat(Asked.body(request)).isEqualTo(Asked.tree(told));
        assertThat(request.dropped()).isEmpty();
        assertThat(request.headers().relaysCallers()).isFalse();
    }

    @Test
    void the_most_common_form_keeps_its_bytes() {
        Outbound.Request request =
                Asked.of(Operation.RERANK, Wire.OPENAI_CHAT, "m").request(WISH);

        assertThat(request.path()).isEqualTo("/rerank");
        assertThat(request.headers()).isEqualTo(Outbound.Headers.CALLERS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Wire.class,
            names = {"ANTHROPIC_MESSAGES", "VERTEX_ANTHROPIC", "GEMINI"})
    void who_puts_nothing_in_order_is_not_asked(Wire wire) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Asked.of(Operation.RERANK, wire, "m").outbound(WISH))
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
                "COHERE_CHAT|{'model':'m','query':'q','documents':['a'],'truncation':false}|truncation",
                "COHERE_CHAT|{'model':'m','query':'q','documents':['a'],'mystery':1}|mystery",
                "BEDROCK_CONVERSE|{'model':'m','query':'q','documents':['a'],'max_chunks_per_doc':3}|max_chunks_per_doc"
            })
    void names_what_cannot_be_told_and_refuses_it_strictly(Wire wire, String wish, String name) {
        Asked asked = Asked.of(Operation.RERANK, wire, "m");

        assertThat(asked.request(wish).dropped()).containsExactly(name);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> asked.strictly().outbound(wish))
                .extracting(RefusedException::refusal)
                .isInstanceOfSatisfying(
                        Refusal.BadRequest.class,
                        refusal -> assertThat(refusal.param()).isEqualTo(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'model':'m','documents':['a']}|query",
                "{'model':'m','query':'q'}|documents",
                "{'model':'m','query':'q','documents':[7]}|documents[0]",
                "{'model':'m','query':'q','documents':['a'],'top_n':'x'}|top_n"
            })
    void a_wish_that_is_none_is_a_bad_request(String wish, String name) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(
                        () -> Asked.of(Operation.RERANK, Wire.COHERE_CHAT, "m").outbound(wish))
                .extracting(RefusedException::refusal)
                .isInstanceOfSatisfying(
                        Refusal.BadRequest.class,
                        refusal -> assertThat(refusal.param()).isEqualTo(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "COHERE_CHAT|{'id':'x','results':[{'index':1,'relevance_score':0.9},{'index':0,'relevance_score':0.1}]}"
                        + "|{'id':'x','object':'list','model':'m','results':[{'index':1,'relevance_score':0.9}],"
                        + "'usage':{'total_tokens':0,'prompt_tokens':0}}",
                "COHERE_CHAT|{'results':[{'index':1,'relevance_score':0.9}],'meta':{'billed_units':{'search_units':1},"
                        + "'tokens':{'input_tokens':5}}}"
                        + "|{'object':'list','model':'m','results':[{'index':1,'relevance_score':0.9}],"
                        + "'usage':{'total_tokens':5,'prompt_tokens':5},'meta':{'api_version':{'version':'2'},"
                        + "'billed_units':{'search_units':1},'tokens':{'input_tokens':5}}}",
                "BEDROCK_CONVERSE|{'results':[{'index':0,'relevance_score':0.25}]}"
                        + "|{'object':'list','model':'m','results':[{'index':0,'relevance_score':0.25}],"
                        + "'usage':{'total_tokens':0,'prompt_tokens':0}}"
            })
    void tells_the_order_in_the_most_common_words(Wire wire, String reply, String told) {
        Replies.Whole whole = Asked.of(Operation.RERANK, wire, "r").answer(WISH, 200, reply);

        assertThat(Trees.read(whole.body())).isEqualTo(Asked.tree(told));
        assertThat(whole.report().wellFormed()).isTrue();
    }

    @Test
    void documents_come_back_where_they_are_wanted_and_the_provider_repeats_none() {
        Replies.Whole whole = Asked.of(Operation.RERANK, Wire.BEDROCK_CONVERSE, "r")
                .answer(
                        "{'model':'m','query':'q','documents':['a',{'title':'t','text':'b'}],'return_documents':true}",
                        200,
                        "{'results':[{'index':1,'relevance_score':0.5},{'index':0,'relevance_score':0.25},"
                                + "{'index':9,'relevance_score':0.1}]}");

        assertThat(Trees.read(whole.body()).path("results"))
                .isEqualTo(Asked.tree("[{'index':1,'relevance_score':0.5,'document':{'title':'t','text':'b'}},"
                        + "{'index':0,'relevance_score':0.25,'document':{'text':'a'}},"
                        + "{'index':9,'relevance_score':0.1}]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'results':[],'meta':{'tokens':{'input_tokens':5}}}|5|REPORTED",
                "{'results':[],'usage':{'total_tokens':6}}|6|REPORTED",
                "{'results':[],'usage':{'total_tokens':-6}}|0|REPORTED",
                "{'results':[],'meta':{'billed_units':{'search_units':1}}}|0|UNKNOWN",
                "{'results':[]}|0|UNKNOWN"
            })
    void usage_is_what_the_provider_says(String reply, long tokens, Tokens.Source source) {
        Tokens told = Asked.of(Operation.RERANK, Wire.COHERE_CHAT, "r")
                .answer(WISH, 200, reply)
                .report()
                .tokens();

        assertThat(told.input()).isEqualTo(tokens);
        assertThat(told.source()).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "nonsense",
                "{'results':7}",
                "{'results':[7]}",
                "{'results':[{'relevance_score':1}]}",
                "{'results':[{'index':0}]}",
                "{'results':[{'index':'0','relevance_score':1}]}"
            })
    void an_answer_that_is_none_is_not_told(String reply) {
        Replies.Whole whole = Asked.of(Operation.RERANK, Wire.COHERE_CHAT, "r").answer(WISH, 200, reply);

        assertThat(whole.report().wellFormed()).isFalse();
    }

    @Test
    void an_error_is_told_in_the_callers_words() {
        Replies.Whole whole = Asked.of(Operation.RERANK, Wire.COHERE_CHAT, "r")
                .answer(WISH, 404, "{'id':'x','message':'model not found'}");

        assertThat(Trees.read(whole.body()).path("error").path("message").asString())
                .isEqualTo("model not found");
    }
}
