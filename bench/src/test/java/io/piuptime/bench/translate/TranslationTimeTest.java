package io.piuptime.bench.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TranslationTimeTest {
    @Test
    void tells_what_every_pair_takes() {
        Map<String, Double> millis = new TranslationTime(Duration.ofMillis(1)).millis();

        assertThat(millis).hasSize(20).containsKeys("openai-chat to gemini", "anthropic-messages to bedrock-converse");
        assertThat(millis.values()).allMatch(value -> value > 0.01 && value < 5_000);
    }
}
