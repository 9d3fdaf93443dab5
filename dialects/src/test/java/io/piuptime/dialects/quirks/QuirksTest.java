package io.piuptime.dialects.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.catalog.Quirk;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class QuirksTest {
    /** Quirk, body before, body after, names of what was dropped. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAX_TOKENS_ONLY|{'max_completion_tokens':5}|{'max_tokens':5}|",
                "MAX_TOKENS_ONLY|{'max_completion_tokens':5,'max_tokens':6}|{'max_tokens':6}|",
                "MAX_TOKENS_ONLY|{'max_tokens':6}|{'max_tokens':6}|",
                "NO_STREAM_OPTIONS|{'stream':true,'stream_options':{'include_usage':true}}|{'stream':true}|",
                "NO_STREAM_OPTIONS|{'stream_options':{'include_usage':true,'x':1}}|{}|stream_options.x",
                "NO_DEVELOPER_ROLE|{'messages':[{'role':'developer','content':'a'},{'role':'user'}]}"
                        + "|{'messages':[{'role':'system','content':'a'},{'role':'user'}]}|",
                "PLAIN_TEXT_CONTENT|{'messages':[{'content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]}"
                        + "|{'messages':[{'content':'a\\nb'}]}|",
                "PLAIN_TEXT_CONTENT|{'messages':[{'content':[{'type':'image_url','image_url':{}},{'type':'text','text':'b'}]}]}"
                        + "|{'messages':[{'content':'b'}]}|messages.image",
                "PLAIN_TEXT_CONTENT|{'messages':[{'content':[{'type':'text','text':'b','cache_control':{}}]}]}"
                        + "|{'messages':[{'content':'b'}]}|cache_control",
                "PLAIN_TEXT_CONTENT|{'messages':[{'content':'a'},{'content':null}]}|{'messages':[{'content':'a'},{'content':null}]}|",
                "NO_N|{'n':1}|{}|",
                "NO_N|{'n':2}|{}|n",
                "NO_LOGPROBS|{'logprobs':false}|{}|",
                "NO_LOGPROBS|{'logprobs':true,'top_logprobs':3}|{}|logprobs top_logprobs",
                "NO_TOOLS|{'tools':[{}],'tool_choice':'auto','parallel_tool_calls':true}|{}|tools",
                "NO_TOOLS|{'tools':[]}|{}|",
                "NO_TOOLS|{'messages':[{'role':'assistant','content':null,'tool_calls':[{}]},"
                        + "{'role':'tool','tool_call_id':'1','content':'4'}]}"
                        + "|{'messages':[{'role':'assistant','content':''},{'role':'user','content':'4'}]}"
                        + "|tool_calls tool_result",
                "NO_PARALLEL_TOOL_CALLS|{'parallel_tool_calls':true}|{}|",
                "NO_PARALLEL_TOOL_CALLS|{'parallel_tool_calls':false}|{}|parallel_tool_calls",
                "NO_REQUIRED_TOOL|{'tool_choice':'auto'}|{'tool_choice':'auto'}|",
                "NO_REQUIRED_TOOL|{'tool_choice':'none'}|{'tool_choice':'none'}|",
                "NO_REQUIRED_TOOL|{'tool_choice':'required'}|{}|tool_choice",
                "NO_REQUIRED_TOOL|{'tool_choice':{'type':'function','function':{'name':'f'}}}|{}|tool_choice",
                "NO_JSON_SCHEMA|{'response_format':{'type':'json_schema','json_schema':{}}}"
                        + "|{'response_format':{'type':'json_object'}}|response_format.schema",
                "NO_JSON_SCHEMA|{'response_format':{'type':'text'}}|{'response_format':{'type':'text'}}|",
                "RANDOM_SEED|{'seed':7}|{'random_seed':7}|",
                "NO_TEMPERATURE|{'temperature':0.5,'top_p':1}|{'top_p':1}|temperature",
                "REASONING_CONTENT|{'messages':[{'reasoning':'r'}]}|{'messages':[{'reasoning_content':'r'}]}|",
                "REASONING_CONTENT|{'messages':[{'reasoning_content':'r'}]}|{'messages':[{'reasoning_content':'r'}]}|",
                "REASONING_FIELD|{'messages':[{'reasoning_content':'r'}]}|{'messages':[{'reasoning':'r'}]}|",
                "BARE_GLOBAL_HOST|{'n':2}|{'n':2}|",
            },
            quoteCharacter = '"')
    void changes_what_it_is_about(Quirk quirk, String before, String after, String dropped) {
        ObjectNode body = body(before);
        Drops drops = new Drops();

        Quirks.apply(Set.of(quirk), body, drops);

        assertThat((Object) body).isEqualTo(body(after));
        assertThat(drops.names()).isEqualTo(dropped == null ? List.of() : List.of(dropped.split(" ")));
    }

    @ParameterizedTest
    @EnumSource(Quirk.class)
    void leaves_alone_what_it_is_not_about(Quirk quirk) {
        for (String text : List.of(
                "{}",
                "{'model':'m','messages':[{'role':'user','content':'a'}],'stream':true,'stop':['x']}",
                "{'messages':'not a list','stream_options':null}")) {
            ObjectNode body = body(text);
            Drops drops = new Drops();
            Quirks.apply(Set.of(quirk), body, drops);
            body.remove("stream_options");
            ObjectNode expected = body(text);
            expected.remove("stream_options");
            assertThat((Object) body).isEqualTo(expected);
            assertThat(drops.names()).isEmpty();
        }
    }

    @Test
    void without_quirks_nothing_changes() {
        ObjectNode body = body("{'n':2,'max_completion_tokens':1}");
        Quirks.apply(Set.of(), body, new Drops());
        assertThat((Object) body).isEqualTo(body("{'n':2,'max_completion_tokens':1}"));
    }

    @Test
    void all_quirks_together_leave_a_request_that_any_provider_takes() {
        ObjectNode body = body("{'model':'m','messages':[{'role':'developer','content':[{'type':'text','text':'a'}]}],"
                + "'tools':[{}],'n':2,'seed':1,'max_completion_tokens':9,'temperature':1}");
        Drops drops = new Drops();
        Quirks.apply(EnumSet.allOf(Quirk.class), body, drops);
        assertThat((Object) body)
                .isEqualTo(body("{'model':'m','messages':[{'role':'system','content':'a'}],'max_tokens':9,"
                        + "'random_seed':1}"));
        assertThat(drops.names()).containsExactly("n", "tools", "temperature");
    }

    @Test
    void ids_of_tool_calls_become_short_and_still_belong_together() {
        ObjectNode body = body(
                "{'messages':[{'role':'assistant','tool_calls':[{'id':'call_with_a_long_id'},{'id':'abcdefghi'}]},"
                        + "{'role':'tool','tool_call_id':'call_with_a_long_id'},{'role':'tool','tool_call_id':'abcdefghi'}]}");
        ObjectNode again = body.deepCopy();

        Quirks.apply(Set.of(Quirk.SHORT_TOOL_IDS), body, new Drops());
        Quirks.apply(Set.of(Quirk.SHORT_TOOL_IDS), again, new Drops());

        JsonNode messages = body.path("messages");
        String id = messages.at("/0/tool_calls/0/id").asString();
        assertThat(id)
                .matches("[A-Za-z0-9]{9}")
                .isEqualTo(messages.at("/1/tool_call_id").asString());
        assertThat(messages.at("/0/tool_calls/1/id").asString()).isEqualTo("abcdefghi");
        assertThat(messages.at("/2/tool_call_id").asString()).isEqualTo("abcdefghi");
        assertThat((Object) again).isEqualTo(body);
    }

    @Test
    void different_ids_stay_different() {
        StringBuilder calls = new StringBuilder();
        for (int call = 0; call < 500; call++) {
            calls.append(call == 0 ? "" : ",")
                    .append("{'id':'call_")
                    .append(call)
                    .append("'}");
        }
        ObjectNode body = body("{'messages':[{'tool_calls':[" + calls + "]}]}");
        Quirks.apply(Set.of(Quirk.SHORT_TOOL_IDS), body, new Drops());
        assertThat(body.at("/messages/0/tool_calls")
                        .valueStream()
                        .map(call -> call.path("id").asString()))
                .doesNotHaveDuplicates()
                .hasSize(500);
    }

    private static ObjectNode body(String text) {
        return (ObjectNode) Trees.read(text.replace('\'', '"'));
    }
}
