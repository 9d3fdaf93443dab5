package io.piuptime.gateway.authenticate.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.directory.Directory;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Lifetime;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.directory.User;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Owner;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StandingsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String HERE = "10.1.2.3";

    private final Directory directory = new Directory();
    private final Standings standings = new Standings(directory);
    private long sequence;

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void a_key_of_the_default_application_needs_no_other_entries() {
        put(key("k", Tenant.DEFAULT, Tenant.DEFAULT, Optional.empty()));

        Standing standing = standing("k");
        assertThat(standing.forbidden(HERE)).isEmpty();
        assertThat(standing.caller().owner()).isEqualTo(Owner.DEFAULT);
        assertThat(standing.caller().rights().allowsModel("anything")).isTrue();
        assertThat(standing.caller().allowance().limits()).isEmpty();
    }

    @Test
    void what_is_not_known_has_no_standing() {
        assertThat(standings.find("k")).isEmpty();
    }

    @Test
    void limits_and_budgets_of_all_levels_bind_a_key_each_at_its_own() {
        company();
        put(budget("of-tenant", new Subject(Level.TENANT, "acme"), "acme", true));
        put(budget("of-user", new Subject(Level.USER, "ann"), "acme", true));
        put(budget("switched-off", new Subject(Level.KEY, "k"), "acme", false));
        put(budget("of-another", new Subject(Level.TENANT, "acme"), "other", true));

        Caller caller = standing("k").caller();

        assertThat(caller.owner()).isEqualTo(new Owner("acme", "core", "shop", "ann"));
        assertThat(caller.allowance().limits())
                .containsExactly(
                        bound(Level.TENANT, "acme", 1),
                        bound(Level.TEAM, "core", 2),
                        bound(Level.APPLICATION, "shop", 3),
                        bound(Level.KEY, "k", 4),
                        bound(Level.USER, "ann", 5));
        assertThat(caller.allowance().budgets()).extracting(Budget::id).containsExactly("of-tenant", "of-user");
        assertThat(caller.tags()).containsExactly(Map.entry("stage", "prod"));
    }

    @Test
    void every_level_has_to_allow_a_model_and_an_address() {
        company();
        put(new Tenant(
                "acme", "n", new Access(List.of("gpt-*"), List.of(), List.of("10.0.0.0/8")), List.of(), true, NOW));
        put(new Team(
                "core",
                "acme",
                "n",
                new Access(List.of("*-mini", "gpt-4o"), List.of("chat"), List.of()),
                List.of(),
                true,
                NOW));

        Standing standing = standing("k");

        assertThat(standing.caller().rights().allowsModel("gpt-4o")).isTrue();
        assertThat(standing.caller().rights().allowsModel("gpt-5-mini")).isTrue();
        assertThat(standing.caller().rights().allowsModel("gpt-5")).isFalse();
        assertThat(standing.caller().rights().allowsModel("other-mini")).isFalse();
        assertThat(standing.caller().rights().allowsEndpoint("chat")).isTrue();
        assertThat(standing.caller().rights().allowsEndpoint("embeddings")).isFalse();
        assertThat(standing.forbidden(HERE)).isEmpty();
        assertThat(standing.forbidden("192.168.0.1")).get().asString().contains("192.168.0.1");
    }

    @Test
    void what_is_switched_off_closes_all_below_it_at_once_and_opens_it_again() {
        company();
        assertThat(standing("k").forbidden(HERE)).isEmpty();
        List<Entry> closed = List.of(
                new Tenant("acme", "n", Access.ALL, List.of(), false, NOW),
                new Team("core", "acme", "n", Access.ALL, List.of(), false, NOW),
                new Application("shop", "acme", "core", "n", Access.ALL, List.of(), false, NOW),
                new User("ann", "acme", "n", List.of(), List.of(), false, NOW));
        for (Entry entry : closed) {
            put(entry);
            assertThat(standing("k").forbidden(HERE))
                    .contains("The " + entry.kind().id() + " of the API key is switched off.");
            company();
            assertThat(standing("k").forbidden(HERE)).isEmpty();
        }
    }

    @Test
    void a_key_whose_application_team_tenant_or_user_is_not_there_opens_nothing() {
        for (Kind kind : List.of(Kind.TENANT, Kind.TEAM, Kind.APPLICATION, Kind.USER)) {
            company();
            String id = Map.of(Kind.TENANT, "acme", Kind.TEAM, "core", Kind.APPLICATION, "shop", Kind.USER, "ann")
                    .getOrDefault(kind, "");
            directory.apply(new Change(++sequence, kind, id, sequence, Optional.empty()));

            assertThat(standing("k").forbidden(HERE))
                    .as(kind.id())
                    .get()
                    .asString()
                    .contains("not there");
        }
    }

    @Test
    void a_key_cannot_borrow_the_application_or_user_of_another_tenant() {
        company();
        put(key("thief", "other", "shop", Optional.empty()));
        put(new Tenant("other", "n", Access.ALL, List.of(), true, NOW));
        put(key("pretender", Tenant.DEFAULT, Tenant.DEFAULT, Optional.of("ann")));

        assertThat(standing("thief").forbidden(HERE)).isPresent();
        assertThat(standing("pretender").forbidden(HERE)).isPresent();
    }

    @Test
    void a_tenant_without_teams_has_default_ones_that_are_not_the_default_tenants() {
        put(new Tenant("acme", "n", Access.ALL, List.of(), true, NOW));
        put(new Application(
                Tenant.DEFAULT, Tenant.DEFAULT, Tenant.DEFAULT, "n", Access.to(List.of("x")), List.of(), true, NOW));
        put(key("k", "acme", Tenant.DEFAULT, Optional.empty()));

        assertThat(standing("k").forbidden(HERE)).isEmpty();
        assertThat(standing("k").caller().rights().allowsModel("y")).isTrue();
    }

    @Test
    void a_standing_is_the_same_one_until_something_of_it_changes() {
        company();
        Standing first = standing("k");
        assertThat(standing("k")).isSameAs(first);
        put(key("another", Tenant.DEFAULT, Tenant.DEFAULT, Optional.empty()));
        assertThat(standing("k")).isSameAs(first);
        put(new Team("core", "acme", "renamed", Access.ALL, List.of(), true, NOW));
        assertThat(standing("k")).isNotSameAs(first);
    }

    @Test
    void a_revocation_is_in_effect_when_the_directory_has_it() {
        KeyEntry key = key("k", Tenant.DEFAULT, Tenant.DEFAULT, Optional.empty());
        put(key);
        assertThat(standing("k").invalid(NOW)).isEmpty();
        put(key.revoked(NOW));
        assertThat(standing("k").invalid(NOW)).contains("The API key was revoked at 2026-03-01T12:00:00Z.");
    }

    @Test
    void keeps_no_more_standings_than_it_may_and_those_in_use_first() {
        put(key("hot", Tenant.DEFAULT, Tenant.DEFAULT, Optional.empty()));
        Standing hot = standing("hot");
        for (int i = 0; i < 3 * Standings.KEPT; i++) {
            put(key("k" + i, Tenant.DEFAULT, Tenant.DEFAULT, Optional.empty()));
            standing("k" + i);
            assertThat(standing("hot")).isSameAs(hot);
        }
    }

    @Test
    void a_denied_key_opens_nothing_after_a_restart_either(@TempDir Path folder) {
        put(key("k", Tenant.DEFAULT, Tenant.DEFAULT, Optional.empty()));
        new Denials(folder, standings).deny("k", true);
        assertThat(standing("k").forbidden(HERE)).contains("The API key is denied on this node.");

        Standings restarted = new Standings(directory);
        Denials denials = new Denials(folder, restarted);

        assertThat(restarted.find("k").orElseThrow().forbidden(HERE)).isPresent();
        denials.deny("k", false);
        assertThat(restarted.find("k").orElseThrow().forbidden(HERE)).isEmpty();
        assertThat(new Denials(folder, restarted).denies("k")).isFalse();
    }

    private void company() {
        put(new Tenant("acme", "n", Access.ALL, List.of(limit(1)), true, NOW));
        put(new Team("core", "acme", "n", Access.ALL, List.of(limit(2)), true, NOW));
        put(new Application("shop", "acme", "core", "n", Access.ALL, List.of(limit(3)), true, NOW));
        put(new User("ann", "acme", "n", List.of(), List.of(limit(5)), true, NOW));
        put(key("k", "acme", "shop", Optional.of("ann")));
    }

    private Standing standing(String keyId) {
        return standings.find(keyId).orElseThrow();
    }

    private void put(Entry entry) {
        directory.apply(new Change(++sequence, entry.kind(), entry.id(), sequence, Optional.of(entry)));
    }

    private static KeyEntry key(String id, String tenant, String application, Optional<String> user) {
        return new KeyEntry(
                id,
                tenant,
                application,
                user,
                "n",
                "h",
                Access.ALL,
                Set.of(),
                id.equals("k") ? List.of(limit(4)).subList(0, user.isPresent() ? 1 : 0) : List.of(),
                Map.of("stage", "prod"),
                new Lifetime(NOW, Optional.empty(), Optional.empty()));
    }

    private static Bound bound(Level level, String id, long amount) {
        return new Bound(new Subject(level, id), limit(amount));
    }

    private static Limit limit(long amount) {
        return new Limit(Measure.REQUESTS, Window.Calendar.DAY, amount, Optional.empty(), false);
    }

    private static Budget budget(String id, Subject subject, String tenant, boolean active) {
        return new Budget(
                id,
                tenant,
                "n",
                subject,
                List.of(new Budget.Cap(Window.Calendar.DAY, 1)),
                true,
                List.of(),
                Optional.empty(),
                active);
    }
}
