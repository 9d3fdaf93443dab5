package io.piuptime.dialects.openai.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.authorize.owned.ObjectReader.Page;
import io.piuptime.gateway.authorize.owned.ObjectReader.Told;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiObjectsTest {
    private final OpenAiObjects objects = new OpenAiObjects();

    @Test
    void reads_a_file_and_when_it_expires() {
        Told told = objects.one(Bytes.utf8("{\"id\":\"file-1\",\"object\":\"file\",\"expires_at\":1700000000}"));

        assertThat(told.id()).isEqualTo("file-1");
        assertThat(told.expires()).contains(Instant.ofEpochSecond(1_700_000_000));
        assertThat(told.files()).isEmpty();
    }

    @Test
    void reads_a_batch_and_the_files_it_made() {
        Told told = objects.one(Bytes.utf8("{\"id\":\"batch_1\",\"object\":\"batch\",\"expires_at\":1700000000,"
                + "\"input_file_id\":\"file-1\",\"output_file_id\":\"file-2\",\"error_file_id\":\"file-3\"}"));

        assertThat(told.files()).containsExactly("file-2", "file-3");
        assertThat(told.expires()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-1, 1970-01-01T00:00:00Z", "9223372036854775807, 9999-12-31T23:59:59Z"})
    void takes_no_moment_that_no_store_could_keep(String seconds, Instant moment) {
        Told told = objects.one(Bytes.utf8("{\"id\":\"f\",\"object\":\"file\",\"expires_at\":" + seconds + "}"));

        assertThat(told.expires()).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"id\":7}", "{\"id\":\"\"}", "{\"id\":\"file-1\"", "file-1"})
    void takes_nothing_for_an_object_that_is_none(String text) {
        assertThatThrownBy(() -> objects.one(Bytes.utf8(text)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.UpstreamFailed.class));
    }

    @Test
    void reads_a_page_and_writes_a_list_of_some_of_it() {
        Page page = objects.page(Bytes.utf8("{\"object\":\"list\",\"data\":[{\"id\":\"a\",\"n\":1.50},{\"id\":\"b\"},"
                + "{\"id\":\"c\",\"x\":{\"y\":[null]}}],\"first_id\":\"a\",\"last_id\":\"c\",\"has_more\":true}"));

        assertThat(page.more()).isTrue();
        assertThat(page.objects()).extracting(Told::id).containsExactly("a", "b", "c");
        Bytes list =
                objects.list(List.of(page.objects().getFirst(), page.objects().getLast()), false);
        assertThat(list.toString())
                .isEqualTo(
                        "{\"object\":\"list\",\"data\":[{\"id\":\"a\",\"n\":1.50},"
                                + "{\"id\":\"c\",\"x\":{\"y\":[null]}}],\"first_id\":\"a\",\"last_id\":\"c\",\"has_more\":false}");
    }

    @Test
    void a_page_that_says_nothing_of_more_is_the_last() {
        assertThat(objects.page(Bytes.utf8("{\"data\":[]}"))).isEqualTo(new Page(List.of(), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"data\":{}}", "{\"data\":[7]}", "{\"data\":["})
    void takes_nothing_for_a_page_that_is_none(String text) {
        assertThatThrownBy(() -> objects.page(Bytes.utf8(text)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not what its protocol allows");
    }

    @Test
    void finds_the_file_of_a_batch() {
        assertThat(objects.inputFile(Bytes.utf8("{\"a\":{\"input_file_id\":\"x\"},\"input_file_id\":\"f\"}")))
                .contains("f");
        assertThat(objects.inputFile(Bytes.utf8("{\"input\\u005ffile_id\":\"f\"}")))
                .contains("f");
        assertThat(objects.inputFile(Bytes.utf8("{\"endpoint\":\"/v1/x\"}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "{",
                "{} {}",
                "{\"input_file_id\":7}",
                "{\"input_file_id\":null}",
                "{\"input_file_id\":\"a\",\"input_file_id\":\"b\"}",
                "{\"input_file_id\":\"a\",\"input\\u005ffile_id\":\"b\"}"
            })
    void refuses_a_batch_whose_file_is_not_clear(String text) {
        assertThatThrownBy(() -> objects.inputFile(Bytes.utf8(text)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.BadRequest.class));
    }

    @Test
    void finds_every_file_that_a_question_names() {
        assertThat(objects.files(Bytes.utf8("""
                                {"model": "m", "file_id": "a", "input": [
                                  {"content": [{"type": "input_file", "file_id": "b"}, {"file": {"f\\u0069le_id": "c"}}]},
                                  {"file_id": "d", "file_id": "e"}, {"file_id": null}, {"file_id": {"file_id": "f"}}],
                                 "tools": [{"container": {"type": "auto", "file_ids": ["g", "h", {"file_id": "i"}, 7]}},
                                           {"file_ids": "none"}]}"""))).containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i");
    }

    @Test
    void takes_no_citation_for_a_wish_to_read_a_file() {
        assertThat(objects.files(Bytes.utf8("""
                                {"input": [{"content": [{"annotations": [{"type": "file_citation", "file_id": "a"}]}]},
                                  {"type": "file_search_call", "results": [{"file_id": "b"}]}, {"file_id": "c"}]}"""))).containsExactly("c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"resp_1\"",
                " \n {\"object\":\"response\",\"a\":[{\"id\":\"no\"}],\"id\":\"resp_1\",\"output\":[",
                "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\"}}\n",
                ": hi\r\n\r\ndata:{\"response\":{\"object\":\"response\",\"id\":\"resp_1\"},\"x\":1}\r\n\r\ndata: {",
                "data: {\"type\":\"error\"}\n\ndata: {\"response\":{\"id\":\"resp_1\"}}\n\n"
            })
    void finds_the_id_at_the_beginning_of_a_response(String beginning) {
        assertThat(objects.response(Bytes.utf8(beginning))).contains("resp_1");
    }

    @Test
    void finds_an_id_as_soon_as_it_is_there_and_never_a_part_of_it() {
        for (String whole : List.of(
                "{\"object\":\"response\",\"id\":\"resp_1\",\"output\":[]}",
                "event: response.created\r\ndata: {\"response\":{\"id\":\"resp_1\"}}\r\n\r\n")) {
            for (int end = 0; end <= whole.length(); end++) {
                assertThat(objects.response(Bytes.utf8(whole.substring(0, end))))
                        .as(whole.substring(0, end))
                        .satisfiesAnyOf(
                                found -> assertThat(found).isEmpty(),
                                found -> assertThat(found).contains("resp_1"));
            }
            assertThat(objects.response(Bytes.utf8(whole))).contains("resp_1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"id\":7}",
                "data",
                "data: [DONE]\n",
                "data: {\"id\":\"chatcmpl-1\"}\n",
                "data: {\"response\":{\"id\":\"resp_1\"}}",
                "data: {\"response\":\"resp_1\"}\n",
                "id: resp_1\n"
            })
    void finds_no_id_where_none_is(String beginning) {
        assertThat(objects.response(Bytes.utf8(beginning))).isEmpty();
    }
}
