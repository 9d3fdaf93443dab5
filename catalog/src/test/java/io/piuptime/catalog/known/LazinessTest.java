package io.piuptime.catalog.known;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazinessTest {
    @Test
    void a_value_is_made_when_it_is_first_asked_for_and_then_kept() {
        AtomicInteger made = new AtomicInteger();
        Once<String> once = new Once<>(() -> "value " + made.incrementAndGet());

        assertThat(made).hasValue(0);
        assertThat(once.get()).isEqualTo("value 1");
        assertThat(once.get()).isEqualTo("value 1");
    }

    @Test
    void a_catalogue_is_asked_from_many_threads() throws Exception {
        Catalogue catalogue = Catalogue.shipped();
        List<Callable<Boolean>> questions = new ArrayList<>();
        for (int at = 0; at < 64; at++) {
            String provider =
                    List.of("openai", "anthropic", "google", "mistral").get(at % 4);
            questions.add(() -> !catalogue.models(provider).isEmpty()
                    && catalogue
                            .find(
                                    provider,
                                    catalogue.models(provider).getFirst().id())
                            .isPresent());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> answer : threads.invokeAll(questions)) {
                assertThat(answer.get()).isTrue();
            }
        }
    }

    @Test
    void a_provider_s_models_are_read_once() {
        Catalogue catalogue = Catalogue.shipped();

        assertThat(catalogue.models("openai")).isSameAs(catalogue.models("openai"));
    }
}
