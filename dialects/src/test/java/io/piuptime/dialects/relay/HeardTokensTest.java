package io.piuptime.dialects.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeardTokensTest {
    @Test
    void every_count_goes_into_the_record() {
        Tokens tokens = Heard.tokens(new ChatUsage(100, 50, 40, 30, 8, 7, 20, 6));

        assertThat(tokens)
                .isEqualTo(new Tokens(
                        100,
                        50,
                        40,
                        7,
                        new Tokens.Details(30, 8, 20, 0, 6, 0, 0, 0, 0, 0, 0, Service.STANDARD),
                        Tokens.Source.REPORTED));
    }

    @Test
    void a_whole_reply_tells_how_it_was_served() {
        assertThat(Heard.tokens(reply(Optional.of(ChatUsage.of(3, 4)), Optional.of("FLEX"))))
                .isEqualTo(new Tokens(3, 4, 0, 0, Tokens.Source.REPORTED).servedAs(Service.FLEX));
        assertThat(Heard.tokens(reply(Optional.of(ChatUsage.of(3, 4)), Optional.empty())))
                .isEqualTo(new Tokens(3, 4, 0, 0, Tokens.Source.REPORTED));
        assertThat(Heard.tokens(reply(Optional.empty(), Optional.empty()))).isEqualTo(Tokens.NONE);
    }

    private static ChatReply reply(Optional<ChatUsage> usage, Optional<String> tier) {
        return new ChatReply("id", "m", 0, List.of(), usage, tier, Map.of(), "openai");
    }
}
