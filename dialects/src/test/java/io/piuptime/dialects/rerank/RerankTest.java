package io.piuptime.dialects.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.rerank.CommonRerankCodec.Flavor;
import io.piuptime.model.chat.Json;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.rerank.RerankReply;
import io.piuptime.model.rerank.RerankReply.Usage;
import io.piuptime.model.rerank.RerankRequest;
import io.piuptime.model.rerank.RerankRequest.Document;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Requests and replies, by hand. */
final class RerankTest {
    private static final Place PLACE = new Place("cohere.rerank-v3-5:0", false);
    private static final RerankCodec COHERE = new CommonRerankCodec(Flavor.COHERE);
    private static final RerankCodec JINA = new CommonRerankCodec(Flavor.JINA);
    private static final RerankCodec VOYAGE = new CommonRerankCodec(Flavor.VOYAGE);
    private static final RerankCodec BEDROCK = new CommonRerankCodec(Flavor.BEDROCK);
    private static final RerankCodec TEI = new TeiRerankCodec();

    private static final RerankRequest ASKED = JINA.readRequest(Members.of(tree("""
            {'model':'m','query':'q','documents':['a',{'title':'t','text':'b','n':1}],'top_n':1,'return_documents':true,
             'rank_fields':['text','title'],'max_chunks_per_doc':4,'max_tokens_per_doc':5,'truncation':false,'x':1}""")), Place.BODY);

    private final Drops drops = new Drops();

    @Test
    void objects_stay_objects_where_they_are_understood() {
        assertThat(written(JINA)).isEqualTo(tree("""
                {'model':'m','query':'q','documents':['a',{'title':'t','text':'b','n':1}],'rank_fields':['text','title'],
                 'top_n':1,'return_documents':true,'max_chunks_per_doc':4,'max_tokens_per_doc':5,'truncation':false,'x':1}"""));
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void cohere_reads_objects_as_words() {
        assertThat(written(COHERE)).isEqualTo(tree("""
                {'model':'m','query':'q','documents':['a','text: b\\ntitle: t'],'top_n':1,'max_chunks_per_doc':4,
                 'max_tokens_per_doc':5}"""));
        assertThat(drops.names()).containsExactly("truncation", "x");
    }

    @Test
    void voyage_has_a_word_of_its_own_for_the_best_few() {
        assertThat(written(VOYAGE)).isEqualTo(tree("""
                {'model':'m','query':'q','documents':['a','text: b\\ntitle: t'],'top_k':1,'return_documents':true,
                 'truncation':false}"""));
        assertThat(drops.names()).containsExactly("max_chunks_per_doc", "max_tokens_per_doc", "x");
    }

    @Test
    void bedrock_names_the_model_in_the_path() {
        RerankRequest request = ASKED.forModel("cohere.rerank-v3-5:0");
        assertThat(BEDROCK.path(request)).isEqualTo("/model/cohere.rerank-v3-5%3A0/invoke");
        JsonNode body = sent(BEDROCK.writeRequest(request, drops));
        assertThat(body.has("model")).isFalse();
        assertThat(body.path("api_version").asInt(0)).isEqualTo(2);
        assertThat(BEDROCK.writeRequest(ASKED.forModel("amazon.rerank-v1:0"), drops)
                        .has("api_version"))
                .isFalse();
        assertThat(JINA.path(request)).isEqualTo("/rerank");
    }

    @Test
    void the_inference_server_takes_texts() {
        assertThat(written(TEI)).isEqualTo(tree("""
                {'query':'q','texts':['a','text: b\\ntitle: t'],'return_text':true,'truncate':false}"""));
        assertThat(drops.names()).containsExactly("max_chunks_per_doc", "max_tokens_per_doc", "x");
    }

    @Test
    void without_a_choice_of_members_all_of_them_are_words() {
        assertThat(Documents.words(new Document.Fields(new Json("{\"a\":\"x\",\"b\":[1]}")), List.of()))
                .isEqualTo("a: x\nb: [1]");
        assertThat(Documents.read(tree("{'text':'only'}"), "")).isEqualTo(new Document.Text("only"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'query':'q','documents':[]}|model",
                "{'model':'m','documents':[]}|query",
                "{'model':'m','query':'q'}|documents",
                "{'model':'m','query':'q','documents':'a'}|documents",
                "{'model':'m','query':'q','documents':['a',7]}|documents[1]",
                "{'model':'m','query':'q','documents':[],'top_n':'1'}|top_n",
                "{'model':'m','query':'q','documents':[],'rank_fields':[1]}|rank_fields[0]"
            })
    void a_wrong_request_is_refused_with_the_path_of_the_fault(String body, String path) {
        assertThatThrownBy(() -> JINA.readRequest(Members.of(tree(body)), Place.BODY))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(path + ":");
    }

    @Test
    void the_caller_gets_its_own_documents_back_where_the_provider_does_not_repeat_them() {
        RerankReply reply = COHERE.readReply(tree("""
                {'id':'i','results':[{'index':1,'relevance_score':0.990},{'index':0,'relevance_score':0.1}],
                 'meta':{'billed_units':{'search_units':1}}}"""));
        assertThat(reply.usage()).isEqualTo(new Usage(OptionalLong.empty(), OptionalLong.of(1)));
        JsonNode told = JINA.writeReply(reply, ASKED, drops);
        assertThat(Trees.json(told).text()).contains("\"relevance_score\":0.990");
        assertThat(sent(told)).isEqualTo(tree("""
                {'id':'i','object':'list','model':'m','results':[{'index':1,'relevance_score':0.990,
                 'document':{'title':'t','text':'b','n':1}}],'usage':{'total_tokens':0,'prompt_tokens':0},
                 'meta':{'api_version':{'version':'2'},'billed_units':{'search_units':1}}}"""));
    }

    @Test
    void an_index_that_names_no_document_brings_none() {
        RerankReply reply = COHERE.readReply(tree("{'results':[{'index':9,'relevance_score':1}]}"));
        assertThat(JINA.writeReply(reply, ASKED, drops).path("results").path(0).has("document"))
                .isFalse();
    }

    @Test
    void the_inference_server_answers_a_bare_list() {
        RerankReply reply = TEI.readReply(tree("[{'index':0,'text':'a','score':0.5},{'index':1,'score':-2}]"));
        assertThat(sent(TEI.writeReply(reply, ASKED, drops))).isEqualTo(tree("[{'index':0,'score':0.5,'text':'a'}]"));
        assertThat(sent(VOYAGE.writeReply(reply, ASKED, drops))).isEqualTo(tree("""
                {'object':'list','model':'m','data':[{'index':0,'relevance_score':0.5,'document':'a'}],
                 'usage':{'total_tokens':0}}"""));
        assertThatThrownBy(() -> TEI.readReply(tree("{}"))).isInstanceOf(RefusedException.class);
    }

    @Test
    void what_is_no_reply_is_refused() {
        for (String body : List.of("{}", "[]", "{'results':[{}]}", "{'results':[{'index':0}]}", "{'results':{}}")) {
            assertThatThrownBy(() -> COHERE.readReply(tree(body))).as(body).isInstanceOf(RefusedException.class);
        }
    }

    static Stream<Arguments> pairs() {
        List<RerankCodec> codecs = List.of(COHERE, JINA, VOYAGE, BEDROCK, TEI);
        return codecs.stream()
                .flatMap(from -> codecs.stream().map(to -> Arguments.of(from, to, from.name(), to.name())));
    }

    @ParameterizedTest(name = "{2} to {3}")
    @MethodSource("pairs")
    void a_question_arrives_and_its_answer_returns(RerankCodec from, RerankCodec to, String caller, String provider) {
        RerankRequest asked = from.readRequest(Members.of(sent(from.writeRequest(ASKED, drops))), PLACE);
        RerankRequest heard = to.readRequest(Members.of(sent(to.writeRequest(asked, drops))), PLACE);
        assertThat(heard.query()).isEqualTo("q");
        assertThat(heard.documents()).hasSize(2).contains(new Document.Text("a"));
        RerankReply answer = JINA.readReply(tree("""
                {'results':[{'index':1,'relevance_score':0.5},{'index':0,'relevance_score':0.25}],'usage':{'total_tokens':7}}"""));
        RerankReply got = to.readReply(sent(to.writeReply(answer, heard, drops)));
        RerankReply told = from.readReply(sent(from.writeReply(got, asked, drops)));
        assertThat(told.results().getFirst().index()).isEqualTo(1);
        assertThat(told.results().getFirst().score()).isEqualTo(new Json("0.5"));
        boolean best =
                heard.limits().topN().isPresent() || asked.limits().topN().isPresent();
        assertThat(told.results()).as(caller + " " + provider).hasSize(best ? 1 : 2);
    }

    private JsonNode written(RerankCodec codec) {
        return sent(codec.writeRequest(ASKED, drops));
    }

    private static JsonNode tree(String text) {
        return Trees.read(text.replace('\'', '"'));
    }

    private static JsonNode sent(JsonNode body) {
        return Trees.read(Trees.json(body).text());
    }
}
