package io.piuptime.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoReplyTest {
    private static final DemoAnswer ANSWER = new DemoAnswer(List.of("Hello ", "there"), false, 3);

    private final DemoReply chat = new DemoReply(DemoFormat.CHAT, "demo-1", 5, "demo", ANSWER);
    private final DemoReply text = new DemoReply(DemoFormat.TEXT, "demo-2", 5, "demo", ANSWER);

    @Test
    void is_whole_as_a_chat() {
        assertThat(chat.whole()).hasToString("""
                        {"id":"demo-1","object":"chat.completion","created":5,"model":"demo","choices":[{"index":0,\
                        "logprobs":null,"message":{"role":"assistant","content":"Hello there","refusal":null},\
                        "finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""");
    }

    @Test
    void is_whole_as_a_text() {
        assertThat(text.whole().path("choices"))
                .hasToString("[{\"index\":0,\"logprobs\":null,\"text\":\"Hello there\",\"finish_reason\":\"stop\"}]");
    }

    @Test
    void opens_a_chat_with_who_speaks() {
        assertThat(chat.opening(false)).hasToString("""
                        {"id":"demo-1","object":"chat.completion.chunk","created":5,"model":"demo","choices":[{"index":0,\
                        "logprobs":null,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""");
    }

    @Test
    void passes_a_word_at_a_time() {
        assertThat(chat.part("Hello ", false).path("choices").path(0).path("delta"))
                .hasToString("{\"content\":\"Hello \"}");
        assertThat(text.part("Hello ", false)
                        .path("choices")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("Hello ");
    }

    @Test
    void closes_with_why_it_ended() {
        assertThat(chat.closing(false).path("choices"))
                .hasToString("[{\"index\":0,\"logprobs\":null,\"delta\":{},\"finish_reason\":\"stop\"}]");
        assertThat(text.closing(false).path("choices"))
                .hasToString("[{\"index\":0,\"logprobs\":null,\"text\":\"\",\"finish_reason\":\"stop\"}]");
    }

    @Test
    void announces_usage_in_every_event_that_comes_before_it() {
        assertThat(chat.part("x", true).path("usage").isNull()).isTrue();
        assertThat(chat.part("x", false).has("usage")).isFalse();
        assertThat(chat.usage().path("choices")).isEmpty();
        assertThat(chat.usage().path("usage").path("total_tokens").asInt()).isEqualTo(5);
    }
}
