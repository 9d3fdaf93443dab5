package io.piuptime.dialects.anthropic;

import static io.piuptime.dialects.anthropic.Asked.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the versions of the API refuse is read from callers of either and told to providers of the older only. */
class VersionTest {
    private static final String BOTH = """
            {'model': 'm', 'max_tokens': 5, 'temperature': 1, 'top_k': 3, 'messages': [
              {'role': 'user', 'content': [{'type': 'text', 'text': 'Hi', 'citations': [{'type': 'char_location'}]}]},
              {'role': 'assistant', 'content': [
                {'type': 'document', 'source': {'type': 'url', 'url': 'https://a.example'}},
                {'type': 'document', 'source': {'type': 'text', 'media_type': 'text/plain', 'data': 'a'},
                 'context': 'more', 'citations': {'enabled': true}},
                {'type': 'text', 'text': 'So.', 'citations': [{'type': 'char_location'}]}]}]}""";

    private static final Part.Media DOCUMENT =
            new Part.Media(Part.Media.Kind.FILE, new Source.Link("https://a.example/b.pdf", "application/pdf"));

    private static ChatRequest own(String body) {
        return Asked.read(json(body).toString());
    }

    @Test
    void the_older_is_told_everything() {
        Asked asked = Asked.of(own(BOTH), Version.V2023_06_01);

        assertThat(asked.body()).isEqualTo(json(BOTH));
        assertThat(asked.drops()).isEmpty();
    }

    @Test
    void the_younger_is_told_nothing_that_it_refuses() {
        Asked asked = Asked.of(own(BOTH), Version.V2026_10_21);

        assertThat(asked.body()).isEqualTo(json("""
                {'model': 'm', 'max_tokens': 5, 'messages': [
                  {'role': 'user', 'content': [{'type': 'text', 'text': 'Hi'}]},
                  {'role': 'assistant', 'content': [
                    {'type': 'text', 'text': 'So.', 'citations': [{'type': 'char_location'}]}]}]}"""));
        assertThat(asked.drops()).containsExactly("citations", "messages.file", "temperature", "top_k");
    }

    @ParameterizedTest
    @EnumSource
    void documents_and_citations_stay_where_both_take_them(Version version) {
        String body = """
                {'model': 'm', 'max_tokens': 5, 'messages': [
                  {'role': 'user', 'content': [
                    {'type': 'document', 'citations': {'enabled': true}, 'source': {'type': 'text', 'media_type': 'text/plain', 'data': 'a'}},
                    {'type': 'text', 'text': 'Hi'}]},
                  {'role': 'assistant', 'content': [
                    {'type': 'text', 'text': 'So.', 'citations': [{'type': 'char_location'}]},
                    {'type': 'web_fetch_tool_result', 'tool_use_id': 'srvtoolu_1', 'content': {'type': 'web_fetch_result',
                      'content': {'type': 'document', 'source': {'type': 'text', 'media_type': 'text/plain', 'data': 'b'}}}}]},
                  {'role': 'user', 'content': [{'type': 'text', 'text': 'And?'}]}]}""";

        Asked asked = Asked.of(own(body), version);

        assertThat(asked.body()).isEqualTo(json(body));
        assertThat(asked.drops()).isEmpty();
    }

    @Test
    void a_turn_of_nothing_but_what_is_refused_is_left_out() {
        Message shown = Message.of(Role.ASSISTANT, DOCUMENT);
        Asked asked = Asked.of(Asked.messages(says("Show me"), shown, says("Thanks")), Version.V2026_10_21);

        assertThat(asked.body().path("messages")).isEqualTo(json("""
                [{'role': 'user', 'content': [{'type': 'text', 'text': 'Show me'}, {'type': 'text', 'text': 'Thanks'}]}]"""));
        assertThat(asked.drops()).containsExactly("messages.file", "messages.empty");
    }

    @Test
    void a_document_that_another_dialects_model_showed_is_told_to_the_older_only() {
        ChatRequest request = Asked.messages(
                says("Show me"), Message.of(Role.ASSISTANT, new Part.Text("Here"), DOCUMENT), says("Thanks"));

        assertThat(Asked.of(request, Version.V2023_06_01)
                        .body()
                        .path("messages")
                        .path(1)
                        .path("content")
                        .path(1))
                .isEqualTo(json("{'type': 'document', 'source': {'type': 'url', 'url': 'https://a.example/b.pdf'}}"));
        assertThat(Asked.of(request, Version.V2026_10_21)
                        .body()
                        .path("messages")
                        .path(1)
                        .path("content"))
                .isEqualTo(json("[{'type': 'text', 'text': 'Here'}]"));
    }

    @ParameterizedTest
    @EnumSource
    void a_citation_of_another_dialect_is_told_to_neither(Version version) {
        Part.Citation link =
                new Part.Citation("openai-chat", "https://a.example", "A", new Json("{\"type\":\"url_citation\"}"));
        Message cited = Message.of(Role.ASSISTANT, new Part.Text("So.", List.of(link), Optional.empty()));

        Asked asked = Asked.of(Asked.messages(says("Hi"), cited, says("And?")), version);

        assertThat(asked.body().path("messages").path(1).path("content"))
                .isEqualTo(json("[{'type': 'text', 'text': 'So.'}]"));
        assertThat(asked.drops()).containsExactly("citations");
    }

    private static Message says(String text) {
        return Message.of(Role.USER, new Part.Text(text));
    }
}
