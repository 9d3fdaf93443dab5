package io.piuptime.gateway.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.exchange.Operation;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {
    private static final RequestFacts FACTS = new RequestFacts("m", 9, 12, false, true, Optional.empty());

    @ParameterizedTest
    @ValueSource(strings = {"alt=sse", "x=1&alt=sse", "alt=sse&x=1", "a&alt=sse&b"})
    void a_query_may_wish_for_events(String query) {
        assertThat(question(query).wantsServerSentEvents()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alt=json", "alt=ssex", "xalt=sse", "alt", "Alt=sse", "x=alt=sse"})
    void or_not(String query) {
        assertThat(question(query).wantsServerSentEvents()).isFalse();
    }

    @Test
    void a_model_named_in_the_path_is_not_in_the_body() {
        RequestFacts inPath = FACTS.inPath("other", true);

        assertThat(FACTS.namesModelInBody()).isTrue();
        assertThat(inPath.namesModelInBody()).isFalse();
        assertThat(inPath.model()).isEqualTo("other");
        assertThat(inPath.stream()).isTrue();
        assertThat(inPath.usageAsked()).isTrue();
        assertThat(inPath.askUsage()).isEmpty();
    }

    private static Question question(String query) {
        return new Question(Operation.STREAM_GENERATE_CONTENT, FACTS, Bytes.utf8("{}"), query, false);
    }
}
