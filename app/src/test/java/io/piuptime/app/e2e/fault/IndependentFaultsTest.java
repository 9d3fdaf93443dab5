package io.piuptime.app.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.EchoReplies;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import io.piuptime.testkit.load.Template;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attempts that fail before their first token now and then, each for itself, at three targets. */
@Timeout(120)
final class IndependentFaultsTest {
    private static final int EXCHANGES = 2000;
    private static final int CONNECTIONS = 8;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} % of the attempts fail: {1} % of the exchanges are answered")
    @CsvSource({"0, 100", "2, 99.95", "10, 99.5"})
    void nearly_all_exchanges_are_answered(int percent, double answered) throws Exception {
        try (FakeOpenAi first = failing(percent, 1);
                FakeOpenAi second = failing(percent, 2);
                FakeOpenAi third = failing(percent, 3);
                GatewayUnderTest gateway = GatewayUnderTest.start(
                        folder, """
                        providers:
                          first: {base-url: "%s"}
                          second: {base-url: "%s"}
                          third: {base-url: "%s"}
                        models:
                          m: {targets: [{provider: first}, {provider: second}, {provider: third}]}
                        drain: {lag: 0s}
                        """.formatted(first.baseUrl(), second.baseUrl(), third.baseUrl()))) {
            LoadReport report = load(gateway);

            OutageTest.note("%d %% of the attempts fail: %d of %d exchanges answered, p50 %.1f ms, p99 %.1f ms"
                    .formatted(
                            percent,
                            report.completed(),
                            EXCHANGES,
                            LoadReport.micros(report.total(), 50) / 1000,
                            LoadReport.micros(report.total(), 99) / 1000));
            assertThat(100.0 * report.completed() / EXCHANGES)
                    .as(report.toString())
                    .isGreaterThanOrEqualTo(answered);
        }
    }

    private static LoadReport load(GatewayUnderTest gateway) throws Exception {
        Template request = Template.post(
                Walled.PATH,
                "authorization: Bearer " + gateway.key() + "\r\n",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + Template.MARKER + "\"}]}",
                new byte[0]);
        return new LoadDriver(System::nanoTime, 1)
                .run(Load.echo(gateway.port(), request), Pace.times(EXCHANGES, CONNECTIONS));
    }

    /** One of whose attempts so many of a hundred fail, in one way or another. */
    private static FakeOpenAi failing(int percent, long seed) {
        Random random = new Random(seed);
        EchoReplies well = new EchoReplies();
        return FakeOpenAi.start()
                .always(asked ->
                        random.nextInt(100) < percent ? fault(random.nextInt(5)).get() : well.apply(asked));
    }

    private static Supplier<Script> fault(int kind) {
        return switch (kind) {
            case 0 -> () -> Script.error(500, "server_error", "It failed");
            case 1 -> () -> Script.error(503, "server_error", "Not now");
            case 2 -> () -> Script.error(429, "rate_limit_error", "Too much", new Header("retry-after", "1"));
            case 3 -> () -> Script.error(529, "overloaded_error", "Overloaded");
            default -> () -> Script.dropped(Ending.RST);
        };
    }
}
