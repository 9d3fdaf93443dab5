package io.piuptime.gateway.route.through;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.exchange.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderPathTest {
    @Test
    void parts_the_provider_from_the_rest() {
        assertThat(ProviderPath.of("/providers/openai/v1/x")).contains(new ProviderPath("openai", "/v1/x"));
        assertThat(ProviderPath.of("/providers/openai")).contains(new ProviderPath("openai", ""));
        assertThat(ProviderPath.of("/v1/models")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/files/", "/v1/a%20b", "/v1/m:do", "/v1/...", "/v1/a.b", "/v1/%C3%BC"})
    void takes_what_has_one_meaning(String rest) {
        assertThatCode(() -> new ProviderPath("p", rest).check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "v1", "/v1/..", "/../v1", "/./v1", "/v1//x", "//host/x", "/v1/%2e%2e/x", "/v1/%2Fx", "/v1/%5cx",
                "/v1\\x", "/v1/%25", "/v1/%", "/v1/%2", "/v1/%zz", "/v1/%00", "/v1/%7f", "/v1;x", "/v1/..;/x",
                        "/v1/%3bx",
                "/v1/é", "/v1/{x}", "/v1/a b"
            })
    void refuses_what_may_have_another(String rest) {
        assertThatThrownBy(() -> new ProviderPath("p", rest).check()).isInstanceOf(RefusedException.class);
    }
}
