package io.piuptime.gateway.health.seen;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Offering;
import io.piuptime.catalog.Reasoning;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.health.Fault;
import io.piuptime.gateway.health.Health;
import io.piuptime.gateway.health.HealthKey;
import io.piuptime.gateway.health.TargetHealth;
import io.piuptime.gateway.health.rates.Allowance;
import io.piuptime.gateway.health.seen.SeenTarget.Doing;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Routing;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.StreamRecovery;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.routing.HashBy;
import io.piuptime.model.routing.Strategy;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Provider FIRST = provider("openai", "sk-first");
    private static final Provider SECOND_KEY = provider("openai", "sk-second");
    private static final Provider OTHER = provider("other", "sk-other");

    private final Health health = new Health(10_000, () -> 0, new Queue(() -> 0));
    private Snapshot current =
            snapshot(offering("chat", FIRST, "a", SECOND_KEY, "a"), offering("talk", FIRST, "a", OTHER, "b"));
    private final Targets targets = new Targets(health, () -> current, () -> SECOND);

    @Test
    void shows_what_is_written_with_the_models_that_name_it() {
        assertThat(targets.all())
                .extracting(SeenTarget::name)
                .containsExactly(
                        new SeenTarget.Name("openai/a", 1, List.of("chat", "talk")),
                        new SeenTarget.Name("openai/a", 2, List.of("chat")),
                        new SeenTarget.Name("other/b", 1, List.of("talk")));
        assertThat(targets.all())
                .extracting(SeenTarget::state)
                .containsOnly(new SeenTarget.State(Doing.WELL, 0, OptionalInt.empty(), 0, OptionalLong.empty(), 1, 0));
    }

    @Test
    void shows_how_they_are_doing() {
        TargetHealth first = health(FIRST, "a");
        first.bound(7);
        first.admitAnyway();
        first.answered(SECOND, SECOND, 250_000_000L);
        health(SECOND_KEY, "a").heard(SECOND, new Allowance(0.05, 60 * SECOND));
        TargetHealth other = health(OTHER, "b");
        other.admitAnyway();
        other.failed(SECOND, SECOND, Fault.RATE, 3 * SECOND);

        List<SeenTarget> seen = targets.all();

        assertThat(seen.get(0).state())
                .isEqualTo(
                        new SeenTarget.State(Doing.WELL, 1, OptionalInt.of(7), 0, OptionalLong.of(250_000_000L), 1, 0));
        assertThat(seen.get(1).state().doing()).isEqualTo(Doing.NEARLY_EXHAUSTED);
        assertThat(seen.get(1).state().remaining()).isEqualTo(0.05);
        assertThat(seen.get(2).state().doing()).isEqualTo(Doing.COOLING);
        assertThat(seen.get(2).state().pauseNanos()).isEqualTo(3 * SECOND);
    }

    @Test
    void tells_broken_targets_and_dead_credentials() {
        for (int i = 0; i < 5; i++) {
            health(FIRST, "a").admitAnyway();
            health(FIRST, "a").failed(SECOND, SECOND, Fault.SERVER, -1);
        }
        health(OTHER, "b").admitAnyway();
        health(OTHER, "b").failed(SECOND, SECOND, Fault.CREDENTIAL, -1);
        health(OTHER, "c");

        assertThat(targets.each(state -> state.doing().level()))
                .containsEntry("openai/a", 3L)
                .containsEntry("openai/a#2", 3L)
                .containsEntry("other/b", 4L)
                .containsEntry("other/c", 4L);
        assertThat(targets.deadCredentials()).isOne();
    }

    @Test
    void shows_what_a_wildcard_led_to_once_it_was_asked() {
        current = snapshot(offering("*", OTHER, "*"));
        assertThat(targets.all()).isEmpty();

        health(OTHER, "gpt-9").admitAnyway();

        assertThat(targets.all())
                .extracting(SeenTarget::name)
                .containsExactly(new SeenTarget.Name("other/gpt-9", 1, List.of()));
    }

    @Test
    void shows_nothing_that_the_configuration_has_no_more() {
        health(OTHER, "b").admitAnyway();
        health(OTHER, "b").failed(SECOND, SECOND, Fault.CREDENTIAL, -1);

        current = snapshot(offering("chat", FIRST, "a"));

        assertThat(targets.all()).extracting(seen -> seen.name().text()).containsExactly("openai/a");
        assertThat(targets.deadCredentials()).isZero();
    }

    @Test
    void shows_a_thousand_at_most_and_those_that_were_asked_before_others() {
        List<Offering> many = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            many.add(offering("m" + i, FIRST, "u" + i));
        }
        current = snapshot(many.toArray(Offering[]::new));
        health(FIRST, "u1499").admitAnyway();
        assertThat(targets.all()).extracting(seen -> seen.name().target()).containsExactly("openai/u1499");

        for (int i = 0; i < 1_500; i++) {
            health(FIRST, "u" + i);
        }

        assertThat(targets.all()).hasSize(Targets.MOST).isSortedAccordingTo(SeenTarget.BY_NAME);
    }

    @Test
    void never_holds_a_credential() {
        health(FIRST, "a").admitAnyway();

        assertThat(targets.all().toString()).doesNotContain("sk-");
    }

    private TargetHealth health(Provider provider, String model) {
        return health.of(HealthKey.of(provider).ofModel(model));
    }

    private static Provider provider(String name, String key) {
        return Provider.of(name, Wire.OPENAI_CHAT, URI.create("http://" + name + "/v1"), Optional.of(new Secret(key)));
    }

    private static Snapshot snapshot(Offering... offerings) {
        return new Snapshot(
                1, Instant.EPOCH, new CompiledOffer(List.of(offerings), Reasoning.shipped()), Limits.DEFAULT);
    }

    private static Offering offering(String name, Object... targets) {
        List<Target> written = new ArrayList<>();
        for (int i = 0; i < targets.length; i += 2) {
            written.add(new Target((Provider) targets[i], (String) targets[i + 1]));
        }
        return new Offering(
                name,
                List.of(),
                written,
                Timers.DEFAULT,
                false,
                List.of(),
                new Routing(Strategy.ORDERED, HashBy.KEY, List.of(), StreamRecovery.ERROR, false),
                false);
    }
}
