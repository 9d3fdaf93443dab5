package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.script.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How targets are doing, as those who run the gateway see it. */
class TargetsTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";

    @TempDir
    private Path folder;

    private FakeOpenAi first;
    private FakeOpenAi second;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        first = FakeOpenAi.start();
        second = FakeOpenAi.start();
        gateway = GatewayUnderTest.start(folder, yaml("sk-one-0123456789"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        second.close();
        first.close();
    }

    @Test
    void a_credential_that_is_refused_is_seen_in_the_list_and_the_meters() throws Exception {
        assertThat(seen()).containsExactly("first/a#1 well [m]", "first/a#2 well [m]", "second/b#1 well [m]");
        first.next(Script.error(401, "invalid_api_key", "no"));

        gateway.post(CHAT, ASK);

        assertThat(seen()).containsExactlyInAnyOrder("first/a#1 dead [m]", "first/a#2 well [m]", "second/b#1 well [m]");
        assertThat(gateway.meter("piup_credentials_dead")).isOne();
        assertThat(gateway.admin("/metrics").body())
                .contains(
                        "piup_target_standing{target=\"first/a\"} 4.0",
                        "piup_target_standing{target=\"first/a#2\"} 0.0",
                        "piup_target_in_flight{target=\"second/b\"} 0.0");
    }

    @Test
    void nothing_of_a_credential_is_shown() throws Exception {
        gateway.post(CHAT, ASK);

        assertThat(gateway.admin("/admin/v1/targets").body()).doesNotContain("sk-", "0123456789");
        assertThat(gateway.admin("/metrics").body()).doesNotContain("0123456789");
    }

    @Test
    void what_is_known_of_a_target_outlives_a_reload_unless_its_credential_is_another() throws Exception {
        first.next(Script.error(401, "invalid_api_key", "no"));
        gateway.post(CHAT, ASK);

        assertThat(gateway.reload(yaml("sk-one-0123456789") + "\nlimits: {json-body: 16MiB}\n")
                        .statusCode())
                .isEqualTo(200);
        assertThat(seen()).contains("first/a#1 dead [m]");

        assertThat(gateway.reload(yaml("sk-new-0123456789")).statusCode()).isEqualTo(200);
        assertThat(seen()).containsExactly("first/a#1 well [m]", "first/a#2 well [m]", "second/b#1 well [m]");
        assertThat(gateway.meter("piup_credentials_dead")).isZero();
    }

    @Test
    void what_is_gone_from_the_configuration_is_not_shown() throws Exception {
        gateway.post(CHAT, ASK);

        String without = yaml("sk-one-0123456789")
                .replace(", {provider: second, model: b, priority: 2}", "")
                .replaceFirst("  second: .*\n", "");
        assertThat(gateway.reload(without).statusCode()).isEqualTo(200);

        assertThat(seen()).containsExactly("first/a#1 well [m]", "first/a#2 well [m]");
        assertThat(gateway.admin("/metrics").body()).doesNotContain("target=\"second/b\"");
    }

    private List<String> seen() throws Exception {
        List<String> seen = new ArrayList<>();
        for (JsonNode target : JsonMapper.shared()
                .readTree(gateway.admin("/admin/v1/targets").body())
                .path("targets")) {
            if (target.path("target").asString().startsWith("demo/")) {
                continue; // it is always there
            }
            seen.add(target.path("target").asString() + "#" + target.path("credential") + " "
                    + target.path("standing").asString() + " "
                    + target.path("models")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
        }
        return seen;
    }

    private String yaml(String key) {
        return """
                providers:
                  first: {base-url: "%s", api-keys: ["%s", "sk-two-0123456789"]}
                  second: {base-url: "%s"}
                models:
                  m: {targets: [{provider: first, model: a}, {provider: second, model: b, priority: 2}]}
                drain: {lag: 0s, grace: 1s}
                """.formatted(first.baseUrl(), key, second.baseUrl());
    }
}
