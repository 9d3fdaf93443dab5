package io.piuptime.app.config.read;

import static io.piuptime.app.config.read.Reading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {
    private static final String PROVIDER = "providers: {p: {base-url: 'http://h/v1'}}\n";

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(
                        "listen:\n  port: 1\nmodles: {}\n",
                        "unknown key 'modles' at line 3, column 1 (did you mean 'models'?)"),
                Arguments.of(
                        "providers:\n  p:\n    base-url: http://h\n    base_uri: x\n",
                        "providers.p: unknown key 'base_uri' at line 4, column 5 (did you mean 'base-url'?)"),
                Arguments.of(
                        "drain: {whatever: 1}",
                        "drain: unknown key 'whatever' at line 1, column 9 (expected: one of lag, grace)"),
                Arguments.of(
                        "listen: {port: 1, port: 2}",
                        "key 'port' again at line 1, column 19 (expected: once, and it stands at line 1, column 10)"),
                Arguments.of(
                        "limits:\n  uri: 16KX\n",
                        "limits.uri: '16KX' at line 2, column 8 (expected: a size such as 32MiB, 1B to 1MiB)"),
                Arguments.of(
                        "limits: {buffers: 0}",
                        "limits.buffers: '0' at line 1, column 19 (expected: a size such as 32MiB, at least 1B)"),
                Arguments.of(
                        "limits: {exchanges: 1KiB}",
                        "limits.exchanges: '1KiB' at line 1, column 21 (expected: a whole number, 1 to 10000000)"),
                Arguments.of(
                        "timers: {total: 0s}",
                        "timers.total: '0s' at line 1, column 17 "
                                + "(expected: a duration such as 250ms, 15s, 10m or 90d, at least 1ms)"),
                Arguments.of(
                        "timers: {total: 15}",
                        "timers.total: '15' at line 1, column 17 "
                                + "(expected: a duration such as 250ms, 15s, 10m or 90d, at least 1ms)"),
                Arguments.of(
                        "listen: {port: 65536}",
                        "listen.port: '65536' at line 1, column 16 (expected: a whole number, 0 to 65535)"),
                Arguments.of(
                        "listen: {port: -1}",
                        "listen.port: '-1' at line 1, column 16 (expected: a whole number, 0 to 65535)"),
                Arguments.of(
                        "listen: {port: [1]}",
                        "listen.port: a list at line 1, column 16 (expected: a whole number, 0 to 65535)"),
                Arguments.of("listen: {host: }", "listen.host: nothing at line 1, column 15 (expected: a text)"),
                Arguments.of(
                        "observe: {access-events: maybe}",
                        "observe.access-events: 'maybe' at line 1, column 26 (expected: one of off, file, stdout)"),
                Arguments.of(
                        "providers: {p: {base-url: 'http://h', asks-usage: yes}}",
                        "providers.p.asks-usage: 'yes' at line 1, column 51 (expected: true or false)"),
                Arguments.of(
                        "providers: {p: {}}",
                        "providers.p.base-url: nothing at line 1, column 16 "
                                + "(expected: an address, as the catalogue has no provider 'p')"),
                Arguments.of(
                        "providers: {anthropik: {}}",
                        "providers.anthropik.base-url: nothing at line 1, column 24 (expected: an address, as the "
                                + "catalogue has no provider 'anthropik' (did you mean 'anthropic'?))"),
                Arguments.of(
                        "providers: {snowflake: {}}",
                        "providers.snowflake.base-url: no setting 'account' at line 1, column 24 (expected: settings: "
                                + "{account: …} or the environment's SNOWFLAKE_ACCOUNT)"),
                Arguments.of(
                        "providers: {work: {row: azure}}",
                        "providers.work.base-url: no setting 'resource' at line 1, column 19 (expected: settings: "
                                + "{resource: …} or the environment's AZURE_RESOURCE_NAME)"),
                Arguments.of(
                        "catalogue: {providers: {p: {speaks: {openai-chat: ftp://h}}}}",
                        "catalogue.providers.p.speaks.openai-chat: 'ftp://h' at line 1, column 51 (expected: http:// or "
                                + "https://, a host and a path without / at the end)"),
                Arguments.of(
                        "catalogue: {providers: {p: {}}}",
                        "catalogue.providers.p.speaks: absent at line 1, column 28 (expected: a wire format and its base "
                                + "URL)"),
                Arguments.of(
                        "catalogue: {providers: {p: x}}",
                        "catalogue.providers.p: a text at line 1, column 28 (expected: keys with values)"),
                Arguments.of(
                        "catalogue: {models: {openai/m: {context: big}}}",
                        "catalogue.models.'openai/m'.context: 'big' at line 1, column 42 (expected: a whole number)"),
                Arguments.of(
                        "catalogue: {models: {openai/m: {prices: [in=1, cheap]}}}",
                        "catalogue.models.'openai/m'.prices: price: 'cheap' at line 1, column 41 (expected: a word such "
                                + "as in=1.25, >200000, @batch=50%, from=2026-07-30 or |)"),
                Arguments.of(
                        "catalogue: {models: {m: {}}}",
                        "catalogue.models: 'm' at line 1, column 21 (expected: provider/model)"),
                Arguments.of(
                        "catalogue: {models: {nobody/m: {}}}",
                        "catalogue.models.'nobody/m': no provider 'nobody' at line 1, column 32 (expected: the name of "
                                + "a provider's row)"),
                Arguments.of(
                        "providers: {p: {base-url: openai.com}}",
                        "providers.p.base-url: 'openai.com' at line 1, column 27 "
                                + "(expected: an address such as https://api.openai.com/v1)"),
                Arguments.of("providers: [x]", "providers: a list at line 1, column 12 (expected: keys with values)"),
                Arguments.of("models: word", "models: a text at line 1, column 9 (expected: keys with values)"),
                Arguments.of("just text", "a text at line 1, column 1 (expected: keys with values)"),
                Arguments.of(
                        PROVIDER + "models: {m: {targets: {provider: p}}}",
                        "models.m.targets: keys with values at line 2, column 23 (expected: a list)"),
                Arguments.of(
                        "listen: {tls: {certificate: c.pem}}",
                        "listen.tls.key: nothing at line 1, column 15 (expected: the path of a file)"),
                Arguments.of(
                        "listen: {tls: {certificate: c.pem, key: c.pem}}",
                        "listen.tls.certificate: file '/nowhere/c.pem' at line 1, column 29 (expected: a readable file)\n"
                                + "listen.tls.key: file '/nowhere/c.pem' at line 1, column 41 (expected: a readable file)"),
                Arguments.of(
                        "admin:\n  host: 0.0.0.0\n",
                        "admin.host: '0.0.0.0' without TLS at line 2, column 9 (expected: a loopback address such as "
                                + "127.0.0.1, or admin.tls with certificate and key)"),
                Arguments.of(
                        "providers: {p: {base-url: 'http://h/v1/'}}",
                        "providers.p.base-url: 'http://h/v1/' ends with a slash at line 1, column 27 "
                                + "(expected: http:// or https://, a host and a path without a slash at its end)"),
                Arguments.of(
                        "providers: {p: {base-url: 'ftp://h'}}",
                        "providers.p.base-url: 'ftp://h' is neither http nor https at line 1, column 27 "
                                + "(expected: http:// or https://, a host and a path without a slash at its end)"),
                Arguments.of(
                        "providers: {p: {base-url: 'https://me:pw@h/v1'}}",
                        "providers.p.base-url: 'https://***' holds credentials at line 1, column 27 "
                                + "(expected: http:// or https://, a host and a path without a slash at its end)"),
                Arguments.of(
                        "providers: {p: {base-url: 'https://h/v1?key=pw'}}",
                        "providers.p.base-url: 'https://h/v1…' holds a query or fragment at line 1, column 27 "
                                + "(expected: http:// or https://, a host and a path without a slash at its end)"),
                Arguments.of(
                        "providers: {p: {base-url: 'http://h', proxy: 'socks5://me:pw@h:1'}}",
                        "providers.p.proxy: 'socks5://***' at line 1, column 46 (expected: http://host:port)"),
                Arguments.of(
                        "providers: {p: {base-url: 'http://h', headers: {Host: x}}}",
                        "providers.p.headers.Host: header 'Host' at line 1, column 49 (expected: the name of a header "
                                + "that says nothing about the connection or the body)"),
                Arguments.of(
                        "providers: {p: {base-url: 'http://h', api-key: \"pw\\n1\"}}",
                        "providers.p.api-key: '***' at line 1, column 48 "
                                + "(expected: a text without line breaks and control characters)"),
                Arguments.of(
                        PROVIDER + "models: {m: {targets: [{provider: q}]}}",
                        "models.m.targets[0].provider: unknown provider 'q' at line 2, column 35 (did you mean 'p'?)"),
                Arguments.of(
                        "models: {m: {targets: [{provider: openai}]}}",
                        "models.m.targets[0].provider: unknown provider 'openai' at line 1, column 35 "
                                + "(expected: one that stands under providers)"),
                Arguments.of(
                        "models: {m: {targets: [{provider: grok}]}}",
                        "models.m.targets[0].provider: unknown provider 'grok' at line 1, column 35 "
                                + "(expected: one that stands under providers)"),
                Arguments.of(
                        PROVIDER + "models: {m: {price: 2.50, targets: [{provider: p}]}}",
                        "models.m.price: '2.50' at line 2, column 21 (expected: USD by the million tokens, such as in=2.5 "
                                + "out=10 read=1.25 >200000 in=5 @batch=50%)"),
                Arguments.of(
                        PROVIDER + "models: {m: {targets: [{provider: p, price: in=-1}]}}",
                        "models.m.targets[0].price: 'in=-1' at line 2, column 45 (expected: USD by the million tokens, "
                                + "such as in=2.5 out=10 read=1.25 >200000 in=5 @batch=50%)"),
                Arguments.of(
                        "models:\n  m: {}\n",
                        "models.m.targets: no target at line 2, column 6 (expected: at least one)"),
                Arguments.of(
                        PROVIDER + "models: {'a*b*': {targets: [{provider: p}]}}",
                        "models.'a*b*': 'a*b*' at line 2, column 10 "
                                + "(expected: 1 to 200 characters without spaces, with at most one *)"),
                Arguments.of(
                        PROVIDER + "models: {m: {targets: [{provider: p, model: 'x*'}]}}",
                        "models.m.targets[0].model: 'x*' at line 2, column 45 "
                                + "(expected: no *, as the model's name has none)"),
                Arguments.of(
                        PROVIDER
                                + "models: {a: {aliases: [b], targets: [{provider: p}]}, b: {targets: [{provider: p}]}}",
                        "models.a.aliases[0]: 'b' at line 2, column 24 "
                                + "(expected: a name not taken, but models.b has it)"),
                Arguments.of(
                        PROVIDER + "models: {'a*': {aliases: [b], targets: [{provider: p}]}}",
                        "models.'a*'.aliases[0]: 'b' at line 2, column 27 "
                                + "(expected: an alias with a *, as the model's name has one)"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void says_where_what_stands_and_what_should(String text, String problem) {
        assertThat(String.join("\n", problems(text))).isEqualTo(problem);
    }

    @Test
    void says_everything_at_once() {
        assertThat(problems("listen: {port: x}\nlimits: {uri: y, z: 1}\nobserve: {access-events: z}\nq: 1\n"))
                .hasSize(5);
    }

    @Test
    void never_shows_what_may_be_a_secret() {
        String key = "sk-canary-1234567890";
        String random = "Zx12".repeat(10) + "canary";
        Map<String, String> environment = Map.of("KEY", "canary\nline");
        for (String text : new String[] {
            "providers: {p: {base-url: " + key + "}}",
            "providers: {p: " + key + "}",
            "listen: {port: " + random + "}",
            "listen: {host: [" + key + "]}",
            "listen: {port: '${KEY}'}",
            key + ": 1",
            "providers: {p: {base-url: 'http://h', api-key: '${KEY}'}}",
            "providers: {p: {base-url: 'http://user:canary@h'}}",
            "providers: {p: {base-url: 'http://canary@h/x y'}}",
            "providers: {p: {base-url: '${MISSING:-canary', api-key: x}}",
            "a: *canary",
            "a: {canary",
            "? [canary]\n: 1",
            "providers:\n  p:\n    api-key " + key + "\n    x: y\n",
        }) {
            assertThat(problems(text, environment, Path.of("/nowhere")))
                    .as(text)
                    .isNotEmpty()
                    .noneMatch(problem -> problem.contains("canary"));
        }
    }
}
