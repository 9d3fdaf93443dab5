package io.piuptime.app.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.discovery.Recognition.Recognized;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as servers send them, shortened. */
class RecognitionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "OLLAMA|llama3.2:latest|{'object':'list','data':[{'id':'llama3.2:latest','object':'model',"
                        + "'created':1,'owned_by':'library'}]}",
                "VLLM|Qwen/Qwen3-8B|{'object':'list','data':[{'id':'Qwen/Qwen3-8B','object':'model','created':1,"
                        + "'owned_by':'vllm','root':'Qwen/Qwen3-8B','parent':null,'max_model_len':40960}]}",
                "LLAMA_CPP|a.gguf|{'models':[{'name':'a.gguf','model':'a.gguf'}],'object':'list','data':[{'id':'a.gguf',"
                        + "'object':'model','created':1,'owned_by':'llamacpp','meta':{'n_ctx_train':8192}}]}",
                "LM_STUDIO|gemma-3-4b|{'data':[{'id':'gemma-3-4b','object':'model','owned_by':'organization_owner'}],"
                        + "'object':'list'}",
                "SGLANG|meta/llama|{'object':'list','data':[{'id':'meta/llama','object':'model','created':1,"
                        + "'owned_by':'sglang','root':'meta/llama','max_model_len':131072}]}"
            })
    void every_kind_names_itself_as_the_owner_of_its_models(Kind kind, String model, String json) {
        assertThat(models(json)).contains(new Recognized(kind, List.of(model)));
    }

    @Test
    void the_first_model_that_tells_counts() {
        assertThat(models("{'data':[{'id':'a'},{'id':'b','owned_by':'somebody'},{'id':'c','owned_by':'vllm'},"
                        + "{'id':'d','owned_by':'sglang'}]}"))
                .contains(new Recognized(Kind.VLLM, List.of("a", "b", "c", "d")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "[]",
                "{}",
                "{'data':[]}",
                "{'data':7}",
                "{'data':'vllm'}",
                "{'data':[null,7,'x',[]]}",
                "{'data':[{'id':'m'}]}",
                "{'data':[{'id':'m','owned_by':null}]}",
                "{'data':[{'id':'m','owned_by':['vllm']}]}",
                "{'data':[{'id':'m','owned_by':'VLLM'}]}",
                "{'data':[{'id':'m','owned_by':'vllm'}",
                "{'error':{'message':'not found'}}",
                "<html>",
                "\u0000"
            })
    void what_does_not_tell_who_it_is_is_nobody(String json) {
        assertThat(models(json)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "{'models':[{'name':'llama3.2:latest','model':'llama3.2:latest','size':5}]}|llama3.2:latest",
                "{'models':[{'name':'a'},{'name':'b'},{'name':'a'}]}|a,b",
                "{'models':[]}|``",
                "{'models':[null,7,{'name':7.5},{'model':'x'},{'name':'good'}]}|7.5,good",
                "{'models':{}}|-",
                "{'models':null}|-",
                "{'data':[]}|-",
                "nonsense|-"
            })
    void ollama_has_a_list_of_its_own(String json, String names) {
        Optional<Recognized> seen = Recognition.byTags(bytes(json));

        assertThat(seen.map(Recognized::kind)).isEqualTo(names == null ? Optional.empty() : Optional.of(Kind.OLLAMA));
        seen.ifPresent(server -> assertThat(String.join(",", server.models())).isEqualTo(names));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\\nb", "*", "gpt-*", "é", "\\u0000", "\\u007f"})
    void a_name_that_would_not_do_as_one_is_left_out(String name) {
        assertThat(models("{'data':[{'id':'" + name + "','owned_by':'vllm'},{'id':'good'}]}"))
                .contains(new Recognized(Kind.VLLM, List.of("good")));
    }

    @Test
    void a_name_may_be_long_but_not_too_long() {
        String longest = "x".repeat(200);

        assertThat(models("{'data':[{'id':'" + longest + "','owned_by':'vllm'},{'id':'" + longest + "y'}]}"))
                .contains(new Recognized(Kind.VLLM, List.of(longest)));
    }

    private static Optional<Recognized> models(String json) {
        return Recognition.byModels(bytes(json));
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(UTF_8);
    }
}
