package io.piuptime.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.catalog.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://gpu:8000/v1, http://gpu:8000/metrics",
        "http://gpu:8000, http://gpu:8000/metrics",
        "https://gpu/vllm/v1, https://gpu/metrics",
        "http://[::1]:30000/v1, http://[::1]:30000/metrics"
    })
    void lies_on_the_provider_s_host(String baseUrl, String address) {
        assertThat(MetricsAddress.of(Providers.at(baseUrl)).address()).isEqualTo(URI.create(address));
    }

    @Test
    void is_what_is_written_if_it_is_written() {
        MetricsAddress address =
                MetricsAddress.of(Providers.of("http://gpu/v1", Optional.of("http://x:9/load"), Optional.empty()));
        assertThat(address.address()).isEqualTo(URI.create("http://x:9/load"));
        assertThat(address.every()).isEqualTo(Duration.ofMillis(20));
    }

    @ParameterizedTest
    @CsvSource({
        "http://gpu:8000/metrics, true",
        "http://GPU:8000/other, true",
        "http://gpu:9000/metrics, false",
        "http://gpu/metrics, false",
        "https://gpu:8000/metrics, false",
        "http://monitor:8000/metrics, false"
    })
    void a_key_goes_to_nobody_but_the_provider(String metrics, boolean sent) {
        MetricsAddress address =
                MetricsAddress.of(Providers.of("http://gpu:8000/v1", Optional.of(metrics), Optional.of("canary-key")));
        assertThat(address.key()).isEqualTo(sent ? Optional.of(new Secret("canary-key")) : Optional.empty());
        assertThat(address.toString()).doesNotContain("canary");
    }
}
