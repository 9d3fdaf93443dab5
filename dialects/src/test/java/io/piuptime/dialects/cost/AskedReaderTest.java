package io.piuptime.dialects.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.budget.money.bound.Asked;
import io.piuptime.gateway.budget.money.bound.Shortening;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedReaderTest {
    private static final Map<Wire, Operation> ASKED_AT = Map.of(
            Wire.OPENAI_CHAT, Operation.CHAT_COMPLETIONS,
            Wire.OPENAI_RESPONSES, Operation.RESPONSES,
            Wire.ANTHROPIC_MESSAGES, Operation.MESSAGES,
            Wire.VERTEX_ANTHROPIC, Operation.MESSAGES,
            Wire.BEDROCK_ANTHROPIC, Operation.MESSAGES,
            Wire.GEMINI, Operation.GENERATE_CONTENT,
            Wire.BEDROCK_CONVERSE, Operation.CHAT_COMPLETIONS,
            Wire.COHERE_CHAT, Operation.CHAT_COMPLETIONS);

    private final AskedReader reader = new AskedReader();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "OPENAI_CHAT;      {'model':'m','max_tokens':70,'messages':[]}",
                "OPENAI_CHAT;      {'model':'m','max_completion_tokens':70}",
                "OPENAI_RESPONSES; {'model':'m','max_output_tokens':70}",
                "ANTHROPIC_MESSAGES; {'model':'m','max_tokens':70}",
                "VERTEX_ANTHROPIC; {'max_tokens':70}",
                "BEDROCK_ANTHROPIC; {'max_tokens':70}",
                "GEMINI;           {'contents':[],'generationConfig':{'temperature':1,'maxOutputTokens':70}}",
                "GEMINI;           {'generation_config':{'max_output_tokens':70}}",
                "BEDROCK_CONVERSE; {'inferenceConfig':{'maxTokens':70}}",
                "COHERE_CHAT;      {'max_tokens':70}"
            })
    void finds_the_limit_of_output_and_lowers_it(Wire wire, String body) {
        Asked asked = read(wire, body);

        assertThat(asked.output()).isEqualTo(70);
        assertThat(asked.unbounded()).isEmpty();
        assertThat(shortened(body, asked, 8)).isEqualTo(json(body.replace("70", "8")));
        assertThat(shortened(body, asked, 80)).isEqualTo(json(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "OPENAI_CHAT;      {'model':'m'}; {'max_completion_tokens':8,'model':'m'}",
                "OPENAI_CHAT;      {'model':'m','max_tokens':null}; {'model':'m','max_tokens':8}",
                "OPENAI_CHAT;      {'model':'m','max_tokens':1e9}; {'model':'m','max_tokens':8}",
                "OPENAI_RESPONSES; {'model':'m'}; {'max_output_tokens':8,'model':'m'}",
                "ANTHROPIC_MESSAGES; { }; {'max_tokens':8 }",
                "GEMINI;           {'contents':[]}; {'generationConfig':{'maxOutputTokens':8},'contents':[]}",
                "GEMINI;           {'generationConfig':{}}; {'generationConfig':{'maxOutputTokens':8}}",
                "GEMINI;           {'generation_config':{'topK':1}}; {'generation_config':{'maxOutputTokens':8,'topK':1}}",
                "BEDROCK_CONVERSE; {'messages':[]}; {'inferenceConfig':{'maxTokens':8},'messages':[]}",
                "COHERE_CHAT;      {'model':'m'}; {'max_tokens':8,'model':'m'}"
            })
    void puts_a_limit_where_there_is_none(Wire wire, String body, String limited) {
        Asked asked = read(wire, body);

        assertThat(asked.output()).isEqualTo(-1);
        assertThat(shortened(body, asked, 8)).isEqualTo(json(limited));
    }

    @Test
    void servers_that_know_the_old_name_alone_get_that_and_text_completions_do() {
        Asked completion =
                reader.read(Operation.COMPLETIONS, Wire.OPENAI_CHAT, target(), Bytes.utf8("{\"prompt\":\"x\"}"));

        assertThat(completion.place().orElseThrow().before()).isEqualTo("\"max_tokens\":");
    }

    @Test
    void of_two_limits_the_higher_one_counts_and_both_are_lowered() {
        String body = "{'max_tokens':50,'max_completion_tokens':90,'max_tokens':70}";
        Asked asked = read(Wire.OPENAI_CHAT, body);

        assertThat(asked.output()).isEqualTo(90);
        assertThat(shortened(body, asked, 60))
                .isEqualTo(json("{'max_tokens':50,'max_completion_tokens':60,'max_tokens':60}"));
        assertThat(read(Wire.OPENAI_CHAT, "{'max_tokens':50,'max_completion_tokens':null}")
                        .output())
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "OPENAI_CHAT; {'n':3}; 3",
                "OPENAI_CHAT; {'n':null}; 1",
                "OPENAI_CHAT; {'n':2,'best_of':5}; 5",
                "OPENAI_CHAT; {'n':2,'prompt':['a','b','c']}; 6",
                "OPENAI_CHAT; {'prompt':[1,2,3]}; 1",
                "OPENAI_CHAT; {'prompt':[]}; 1",
                "GEMINI; {'generationConfig':{'candidateCount':4}}; 4",
                "COHERE_CHAT; {'num_generations':2}; 2"
            })
    void counts_answers(Wire wire, String body, long answers) {
        assertThat(read(wire, body).answers()).isEqualTo(answers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "OPENAI_CHAT; {'web_search_options':{}}",
                "OPENAI_CHAT; {'n':-1}",
                "OPENAI_CHAT; {'n':1.5}",
                "OPENAI_CHAT; {'plugins':[{'id':'web'}]}",
                "OPENAI_CHAT; {'tools':[{'type':'web_search'}]}",
                "OPENAI_RESPONSES; {'tools':[{'type':'function','name':'f'},{'type':'code_interpreter'}]}",
                "OPENAI_RESPONSES; {'background':true}",
                "ANTHROPIC_MESSAGES; {'tools':[{'type':'web_search_20250305','name':'w'}]}",
                "ANTHROPIC_MESSAGES; {'mcp_servers':[{'url':'x'}]}",
                "GEMINI; {'tools':[{'googleSearch':{}}]}",
                "GEMINI; {'generationConfig':{'maxOutputTokens':5},'generationConfig':{}}",
                "BEDROCK_CONVERSE; {'toolConfig':{'tools':[{'systemTool':{'name':'x'}}]}}",
                "COHERE_CHAT; {'connectors':[{'id':'web-search'}]}",
                "OPENAI_CHAT; {'model':",
                "OPENAI_CHAT; []"
            })
    void says_what_has_no_bound(Wire wire, String body) {
        assertThat(read(wire, body).unbounded()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "OPENAI_CHAT; {'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object'}}}]}",
                "OPENAI_RESPONSES; {'background':false,'tools':[{'type':'function','name':'f'}]}",
                "ANTHROPIC_MESSAGES; {'mcp_servers':[],'tools':[{'name':'f','input_schema':{}},{'type':'bash_20250124','name':'bash'}]}",
                "GEMINI; {'tools':[{'functionDeclarations':[{'name':'f'}]}]}",
                "BEDROCK_CONVERSE; {'toolConfig':{'tools':[{'toolSpec':{'name':'f'}},{'cachePoint':{}}]}}",
                "COHERE_CHAT; {'tools':[{'type':'function'}]}"
            })
    void tools_of_the_caller_have_a_bound_and_some_words_around_them(Wire wire, String body) {
        Asked asked = read(wire, body);

        assertThat(asked.unbounded()).isEmpty();
        assertThat(asked.text()).isEqualTo(json(body).length() + 1_024);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "OPENAI_CHAT; {'messages':[{'content':[{'type':'image_url','image_url':{'url':'u'}},{'type':'text'}]}]}; 1; false",
                "OPENAI_CHAT; {'messages':[{'content':[{'type':'input_audio','input_audio':{}}]}]}; 0; true",
                "OPENAI_CHAT; {'messages':[{'content':[{'type':'file','file':{}}]}]}; 0; true",
                "OPENAI_CHAT; {'messages':[{'content':'image_url document'}]}; 0; false",
                "OPENAI_RESPONSES; {'input':[{'content':[{'type':'input_image'},{'type':'input_file'}]}]}; 1; true",
                "OPENAI_RESPONSES; {'previous_response_id':'r'}; 0; true",
                "OPENAI_RESPONSES; {'previous_response_id':null}; 0; false",
                "ANTHROPIC_MESSAGES; {'messages':[{'content':[{'type':'image','source':{}},{'type':'image'}]}]}; 2; false",
                "ANTHROPIC_MESSAGES; {'messages':[{'content':[{'type':'document','source':{}}]}]}; 0; true",
                "GEMINI; {'contents':[{'parts':[{'inlineData':{'mimeType':'image/png'}}]}]}; 1; false",
                "GEMINI; {'contents':[{'parts':[{'inline_data':{'mime_type':'video/mp4'}}]}]}; 0; true",
                "GEMINI; {'contents':[{'parts':[{'fileData':{'fileUri':'u'}}]}]}; 0; true",
                "GEMINI; {'cachedContent':'c'}; 0; true",
                "BEDROCK_CONVERSE; {'messages':[{'content':[{'image':{'format':'png'}},{'document':{}}]}]}; 1; true",
                "COHERE_CHAT; {'messages':[{'content':[{'type':'image_url'}]}]}; 1; false"
            })
    void finds_what_is_no_text(Wire wire, String body, long images, boolean unseen) {
        Asked asked = read(wire, body);

        assertThat(asked.images()).isEqualTo(images);
        assertThat(asked.unseen()).isEqualTo(unseen);
    }

    @Test
    void names_that_are_written_with_escapes_are_found_too() {
        assertThat(read(Wire.OPENAI_CHAT, "{'max\\u005ftokens':70}").output()).isEqualTo(70);
        assertThat(read(Wire.ANTHROPIC_MESSAGES, "{'messages':[{'t\\u0079pe':'document'}]}")
                        .unseen())
                .isTrue();
    }

    @Test
    void thoughts_fit_into_the_answer() {
        assertThat(read(Wire.ANTHROPIC_MESSAGES, "{'thinking':{'type':'enabled','budget_tokens':2048}}")
                        .least())
                .isEqualTo(2_049);
        assertThat(read(Wire.ANTHROPIC_MESSAGES, "{}").least()).isZero();
    }

    @Test
    void a_prediction_may_be_charged_as_output_and_speed_is_asked_for() {
        String body = "{'prediction':{'content':'x'},'service_tier':'fast'}";

        assertThat(read(Wire.OPENAI_CHAT, body).extra()).isEqualTo(body.length());
        assertThat(read(Wire.OPENAI_CHAT, body).urgent()).isTrue();
        assertThat(read(Wire.OPENAI_CHAT, "{'service_tier':'auto'}").urgent()).isFalse();
    }

    @Test
    void what_is_answered_with_no_tokens_asks_for_none() {
        Bytes body = Bytes.utf8("{\"input\":\"x\",\"max_tokens\":9}");

        for (Operation operation : new Operation[] {Operation.EMBEDDINGS, Operation.RERANK, Operation.MODERATIONS}) {
            Asked asked = reader.read(operation, Wire.OPENAI_CHAT, target(), body);
            assertThat(asked.output()).isZero();
            assertThat(asked.unbounded()).isEmpty();
        }
    }

    @Test
    void pictures_and_speech_have_no_bound() {
        for (Operation operation : new Operation[] {Operation.IMAGES_GENERATIONS, Operation.AUDIO_SPEECH}) {
            assertThat(reader.read(operation, Wire.OPENAI_CHAT, target(), Bytes.utf8("{}"))
                            .unbounded())
                    .contains("has no bound");
        }
    }

    private Asked read(Wire wire, String body) {
        return reader.read(
                ASKED_AT.getOrDefault(wire, Operation.CHAT_COMPLETIONS), wire, target(), Bytes.utf8(json(body)));
    }

    private static String shortened(String body, Asked asked, long most) {
        return Shortening.of(Bytes.utf8(json(body)), asked, most).stream()
                .map(Bytes::toString)
                .collect(Collectors.joining());
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    private static Target target() {
        return new Target(Provider.of("p", Wire.OPENAI_CHAT, URI.create("http://p/v1"), Optional.empty()), "m");
    }
}
