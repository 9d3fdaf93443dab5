package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Endpoint;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.model.catalog.Wire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnedRepliesTest {
    private static final String WHOLE = "{\"id\":\"x\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":["
            + "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}]%s}";
    private static final String USAGE = ",\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":1,\"total_tokens\":31}";
    private static final String CHUNK = "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String USED = "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"model\":\"m\","
            + "\"choices\":[]" + USAGE + "}\n\n";

    private final List<Long> learned = new ArrayList<>();
    private final Replies replies = new LearnedReplies(
            new TranslatedReplies(
                    Speakers.of(Wire.ANTHROPIC_MESSAGES),
                    Speakers.of(Wire.OPENAI_CHAT),
                    new ChatCodec.StreamWish(true),
                    Endpoint.EVENTS),
            learned::add);

    @Test
    void learns_from_a_whole_answer() {
        replies.whole(200, Bytes.utf8(WHOLE.replace("%s", USAGE)));

        assertThat(learned).containsExactly(30L);
    }

    @Test
    void learns_nothing_where_nothing_is_reported() {
        replies.whole(200, Bytes.utf8(WHOLE.replace("%s", "")));
        replies.whole(500, Bytes.utf8("{}"));
        replies.whole(200, Bytes.utf8("garbage"));

        assertThat(learned).isEmpty();
    }

    @Test
    void learns_once_from_a_stream_that_ends_well() {
        ReplyStream stream = replies.stream(new Sinkhole());
        stream.feed(Bytes.utf8(CHUNK));
        assertThat(learned).isEmpty();
        stream.feed(Bytes.utf8(USED + "data: [DONE]\n\n"));
        stream.feed(Bytes.utf8(": more\n\n"));
        stream.end();

        assertThat(learned).containsExactly(30L);
        assertThat(stream.terminated()).isTrue();
        assertThat(stream.report().tokens().input()).isEqualTo(30);
    }

    @Test
    void learns_nothing_from_a_stream_that_breaks_before_it_tells() {
        ReplyStream stream = replies.stream(new Sinkhole());
        stream.feed(Bytes.utf8(CHUNK));
        stream.end();

        assertThat(learned).isEmpty();
    }

    @Test
    void is_else_what_it_learns_from() {
        assertThat(replies.streamType()).isEqualTo(Endpoint.EVENTS);
        assertThat(replies.isStream("text/event-stream")).isTrue();
        assertThat(replies.isStream("application/json")).isFalse();
        assertThat(replies.meter()).isEmpty();
    }
}
