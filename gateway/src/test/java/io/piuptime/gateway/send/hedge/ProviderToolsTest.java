package io.piuptime.gateway.send.hedge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderToolsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tools\":[{\"type\":\"web_search\"}]}",
                "{\"messages\":[], \"tools\" : []}",
                "{\"web_search_options\":{}}",
                "{\"mcp_servers\":[]}",
                "{\"toolConfig\":{}}",
                "{\"plugins\":[]}",
                "{\"conversation\":\"conv_1\"}",
                "{\"cachedContent\":\"c\"}",
                "{\"functions\":[]}"
            })
    void finds_members_that_make_a_provider_act(String body) {
        assertThat(ProviderTools.areAbsent(pieces(body))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"",
                "\"tool",
                "{\"messages\":[{\"content\":\"which tools are there?\"}]}",
                "{\"messages\":[{\"content\":\"say \\\"tools\\\"\"}]}",
                "{\"toolset\":1}"
            })
    void finds_none_in_what_is_only_said(String body) {
        assertThat(ProviderTools.areAbsent(pieces(body))).isTrue();
    }

    @Test
    void finds_what_lies_across_pieces() {
        assertThat(ProviderTools.areAbsent(pieces("{\"to", "ols\":[]}"))).isFalse();
    }

    private static List<Bytes> pieces(String... texts) {
        return List.of(texts).stream()
                .map(text -> Bytes.of(text.getBytes(UTF_8)))
                .toList();
    }
}
