package io.piuptime.app.e2e.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.turn.ScriptedUpstream;
import io.piuptime.testkit.turn.Turn;
import io.piuptime.testkit.turn.UpstreamDialect;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts of tokens where the target has no counter. */
class CountTest {
    private static final Pattern COUNT = Pattern.compile("\"(?:input_tokens|totalTokens)\":(\\d+)");
    private static final String LONG = "many words that say little, ".repeat(100);

    @TempDir
    Path folder;

    /** "tiktoken is great!" has 6 tokens in both vocabularies; 4 are around a message, and 3 begin an answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/messages/count_tokens|{'model':'gpt-4o','messages':[{'role':'user','content':'tiktoken is great!'}]}"
                        + "|{'input_tokens':13}",
                "/v1/responses/input_tokens|{'model':'gpt-4o','input':'tiktoken is great!'}"
                        + "|{'object':'response.input_tokens','input_tokens':13}",
                "/v1beta/models/gpt-4o:countTokens|{'contents':[{'role':'user','parts':[{'text':'tiktoken is great!'}]}]}"
                        + "|{'totalTokens':13}",
                "/v1/messages/count_tokens|{'model':'gpt-4','messages':[{'role':'user','content':'tiktoken is great!'}]}"
                        + "|{'input_tokens':13}"
            })
    void counts_by_the_vocabulary_where_that_is_public(String path, String body, String count) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(UpstreamDialect.CHAT);
                GatewayUnderTest gateway = gateway(upstream)) {
            HttpResponse<String> reply = gateway.post(path, body.replace('\'', '"'));

            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo(count.replace('\'', '"'));
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void an_estimate_follows_what_the_provider_reports_of_later_answers() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(UpstreamDialect.CHAT);
                GatewayUnderTest gateway = gateway(upstream)) {
            upstream.always(_ -> Turn.say("Hello"));
            long before = count(gateway);
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> reply = gateway.post("/v1/messages", ask(",\"max_tokens\":9"));
                assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            }

            // the double reports far fewer tokens than anybody would estimate
            assertThat(before).isGreaterThan(300);
            assertThat(count(gateway)).isBetween(before / 2, before * 9 / 10);
        }
    }

    @Test
    void a_megabyte_without_a_space_is_counted_while_others_are_served() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(UpstreamDialect.CHAT);
                GatewayUnderTest gateway = gateway(upstream)) {
            HttpResponse<String> reply = gateway.post(
                    "/v1/responses/input_tokens", "{\"model\":\"gpt-4o\",\"input\":\"" + "a".repeat(1 << 20) + "\"}");

            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(number(reply.body())).isBetween(65_000L, 1L << 20);
        }
    }

    private static long count(GatewayUnderTest gateway) throws Exception {
        return number(gateway.post("/v1/messages/count_tokens", ask("")).body());
    }

    private static String ask(String more) {
        return "{\"model\":\"their-own\",\"messages\":[{\"role\":\"user\",\"content\":\"" + LONG + "\"}]" + more + "}";
    }

    private static long number(String body) {
        Matcher matcher = COUNT.matcher(body);
        assertThat(matcher.find()).as(body).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private GatewayUnderTest gateway(ScriptedUpstream upstream) throws Exception {
        return GatewayUnderTest.start(
                folder,
                GatewayUnderTest.passingTo(upstream.baseUrl(UpstreamDialect.CHAT), UpstreamDialect.CHAT.wire()));
    }
}
