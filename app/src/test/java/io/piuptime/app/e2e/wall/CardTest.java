package io.piuptime.app.e2e.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.card.Grade;
import io.piuptime.testkit.card.Judged;
import io.piuptime.testkit.card.Scenario;
import io.piuptime.testkit.card.Scenarios;
import io.piuptime.testkit.card.run.Card;
import io.piuptime.testkit.card.run.CardRun;
import io.piuptime.testkit.card.run.GatewaySettings;
import io.piuptime.testkit.card.run.Recovery;
import io.piuptime.testkit.wall.Timing;
import io.piuptime.testkit.wall.Wall;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The card of sixteen faults in its fast profile, held where it is. */
final class CardTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void passes_thirteen_and_tells_three_broken_streams_as_they_are() throws Exception {
        Card card = play(Recovery.ERROR);

        assertThat(card.scenarios()).hasSize(16);
        assertThat(card.count(Grade.PASS)).as(card.sum()).isEqualTo(13);
        assertThat(card.scenarios().stream().filter(one -> one.grade() == Grade.SAFE))
                .extracting(one -> one.scenario().name().id())
                .containsExactly("S08", "S09", "S14");
    }

    @Test
    @Timeout(120)
    void passes_all_sixteen_where_broken_streams_are_gone_on_with() throws Exception {
        Card card = play(Recovery.CONTINUE);

        assertThat(card.scenarios()).hasSize(16);
        assertThat(card.count(Grade.PASS)).as(card.sum()).isEqualTo(16);
    }

    private Card play(Recovery recovery) throws Exception {
        List<Scenario> scenarios = Scenarios.all(false);
        try (Wall wall = Wall.start(Timing.FAST);
                GatewayUnderTest gateway =
                        GatewayUnderTest.start(folder, GatewaySettings.yaml(wall.baseUrl(), scenarios, recovery))) {
            return new CardRun(wall, URI.create(gateway.url()), gateway.key()).play(scenarios, CardTest::print);
        }
    }

    private static void print(Judged one) {
        System.out.println("card: " + Card.line(one));
    }
}
