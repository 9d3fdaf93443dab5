package io.piuptime.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.cli.entry.EntryKind;
import io.piuptime.control.costs.ExchangeRates;
import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.alert.Crossing;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class EntriesCommandTest {
    @TempDir
    private Path folder;

    private FakeGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new FakeGateway(folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void gives_a_company_access() {
        String tenant = id("tenants", "create", "--name", "Acme", "--limit", "tokens/day=50000000");
        String team = id("teams", "create", "--tenant", tenant, "--name", "Search", "--model", "gpt-*");
        String app = id(
                "apps",
                "create",
                "--team",
                team,
                "--name",
                "shop",
                "--limit",
                "requests/minute=600,queue",
                "--limit",
                "requests/day=50,each=end-user",
                "--limit",
                "tokens/day=9,only=tag/project=alpha");
        String user = id("users", "create", "--tenant", tenant, "--name", "ann", "--role", "owner");
        String ann = run(
                        "keys",
                        "create",
                        "--app",
                        app,
                        "--user",
                        user,
                        "--limit",
                        "requests/day=1000,queue",
                        "--tag",
                        "stage=prod",
                        "--json")
                .json()
                .path("key")
                .asString();

        assertThat(run("tenants").out()).containsPattern(tenant + " +Acme +true +all +tokens/day=50000000");
        assertThat(run("teams", "list", "--tenant", tenant).out())
                .containsPattern("ID +TENANT +NAME +ACTIVE +MODELS +LIMITS")
                .containsPattern(team + " +" + tenant + " +Search +true +gpt-\\*")
                .doesNotContain("default");
        assertThat(run("apps", "list", "--team", team).out())
                .contains(
                        "requests/minute=600,queue requests/day=50,each=end-user tokens/day=9,only=tag/project=alpha");

        String bob = as(ann, "users", "create", "--name", "bob", "--role", "developer@" + team, "--json")
                .json()
                .path("id")
                .asString();
        assertThat(as(ann, "users", "list").out())
                .containsPattern(bob + " +" + tenant + " +bob +true +developer@" + team);
        assertThat(as(ann, "tenants", "list").out()).contains("Acme").doesNotContain("default");
        assertThat(as(ann, "targets").exitCode()).isOne();
        assertThat(as(ann, "targets").err()).contains("permission: none for targets:read");
        Outcome budget = as(
                ann,
                "budgets",
                "create",
                "--name",
                "monthly",
                "--subject",
                "team/" + team,
                "--cap",
                "month=2000.50",
                "--cap",
                "rolling 5h=1",
                "--alert",
                "80",
                "--strict",
                "false");
        assertThat(budget.out()).startsWith("The budget 'monthly' is made, id ");
        assertThat(as(ann, "budgets").out())
                .containsPattern("monthly +true +team/" + team + " +month=2000.5,rolling 5h=1 +false");
    }

    @Test
    void changes_what_is_said_and_leaves_the_rest() {
        String team =
                id("teams", "create", "--name", "a", "--model", "m", "--limit", "concurrent=5", "--endpoint", "chat");
        assertThat(run("teams", "update", team, "--name", "b", "--address", "10.0.0.0/8")
                        .out())
                .isEqualTo("The team 'b' is changed, id " + team + "." + System.lineSeparator());
        JsonNode changed = run("teams", "show", team, "--json").json();
        assertThat(changed.path("access").toString())
                .isEqualTo("{\"models\":[\"m\"],\"endpoints\":[\"chat\"],\"addresses\":[\"10.0.0.0/8\"]}");
        assertThat(changed.path("limits").size()).isOne();
        assertThat(changed.path("version").asLong()).isEqualTo(2);
        run("teams", "update", team, "--limit", "none", "--model", "none", "--active", "false");
        JsonNode emptied = run("teams", "show", team, "--json").json();
        assertThat(emptied.path("limits").isEmpty()).isTrue();
        assertThat(emptied.path("access").path("models").isEmpty()).isTrue();
        assertThat(emptied.path("active").asBoolean(true)).isFalse();
        assertThat(run("teams", "show", team).out())
                .containsPattern("FIELD +VALUE")
                .containsPattern("name +b");
    }

    @Test
    void removes_and_says_what_was_switched_off() {
        String team = id("teams", "create", "--name", "a");
        id("apps", "create", "--team", team, "--name", "x");
        Outcome refused = run("teams", "delete", team);
        assertThat(refused.exitCode()).isOne();
        assertThat(refused.err()).startsWith("in use by: application ");
        assertThat(run("teams", "delete", team, "--cascade").out())
                .isEqualTo("The team " + team + " is removed, and 1 that hung on it switched off."
                        + System.lineSeparator());
        assertThat(run("teams", "show", team).err()).startsWith("No team has the id '" + team + "'.");
    }

    @Test
    void shows_shipped_roles_beside_the_own_ones() {
        String role =
                id("roles", "create", "--name", "keyring", "--permission", "keys:read", "--permission", "keys:write");
        assertThat(run("roles").out())
                .containsPattern("owner +- +- +applications:read")
                .containsPattern(role + " +default +keyring +keys:read,keys:write");
    }

    @Test
    void pages_through_all_of_them() {
        for (int i = 0; i < 30; i++) {
            id("teams", "create", "--name", "team" + i);
        }
        assertThat(run("teams", "list", "--json").json().path("teams").size()).isEqualTo(31);
        assertThat(run("teams", "list", "--name", "TEAM2").out().lines()).hasSize(12);
    }

    @Test
    void takes_a_users_key_from_the_environment_and_shows_it_nowhere() {
        Outcome outcome = Outcome.of(
                Map.of("PIUP_HOME", gateway.folder.toString(), "PIUP_ADMIN_KEY", "piup_canary"), "teams", "list");
        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.out() + outcome.err())
                .contains("not the admin token")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            teams frobnicate                    | teams frobnicate: unknown (expected: list, show, create, update, delete)
            teams show                          | teams show: no id (expected: teams show ID
            teams show ../x                     | teams show: no id
            teams list extra                    | 'extra': not expected here
            teams create --role x               | --role: unknown
            roles create --limit x              | --limit: unknown
            teams create --limit x              | --limit: 'x' (expected: requests/minute=60
            teams create --limit requests/day=x | --limit: 'requests/day=x' (expected
            teams create --active perhaps       | --active: 'perhaps' (expected: true or false)
            budgets create --cap 500            | --cap: '500' (expected: window=dollars
            budgets create --cap month=0.0000001 | --cap: 'month=0.0000001'
            budgets create --subject team       | --subject: 'team' (expected: level/id
            budgets create --alert many         | --alert: 'many' (expected: per cent
            keys create --limit requests/day    | --limit: 'requests/day' (expected: requests/minute=60
            keys create --tag stage             | stage: no = (expected: such as stage=prod)
            teams create --name                 | --name: no value
            teams create --limit wishes/day=1   | limits[0].measure: 'wishes' (expected: requests
            """)
    void ends_wrong_usage_with_two_and_says_what_is_right(String line, String reason) {
        Outcome outcome = run(line.split(" ", -1));
        assertThat(outcome.err()).contains(reason);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void shows_what_is_gone_of_a_budget_and_what_it_has_passed() {
        String id = id("budgets", "create", "--name", "monthly", "--cap", "month=500");
        long term = gateway.leases.begin("n").number();
        AccountId month = new AccountId(id, "month", 1_772_323_200);
        gateway.leases.claim("n", term, 1, List.of(new Claim(month, 500_000_000, 0, 0, 400_500_000, 7, 450_000_000)));
        assertThat(run("budgets", "spending", id).out())
                .contains("WINDOW", "month", "500.000000", "400.500000", "0.000007", "450.000000")
                .doesNotContain("PASSED");
        gateway.rates = ExchangeRates.of("EUR", Map.of("2026-01-01", "0.5"));
        assertThat(run("budgets", "spending", id).out())
                .contains("In EUR: 200.250000 of 250.000000 are spent", "1 USD is 0.5 from 2026-01-01 on");
        gateway.crossings.keep(
                new Crossing(
                        month,
                        new Crossing.Of("default", "monthly", "tenant/default"),
                        500_000_000,
                        80,
                        FakeUsage.NOW,
                        400_500_000,
                        "n"),
                Optional.empty());

        assertThat(run("budgets", "spending", id).out()).contains("PASSED", "80", "2026-03-01T12:00:00.000000Z");
        assertThat(run("--json", "budgets", "spending", id).json().path("alerts"))
                .hasSize(1);
        assertThat(run("teams", "spending", id).exitCode()).isEqualTo(2);
    }

    @Test
    void has_a_command_for_each_kind() {
        for (EntryKind kind : EntryKind.values()) {
            assertThat(new Cli(InstantSource.system(), InputStream.nullInputStream()).knows(kind.word()))
                    .isTrue();
            assertThat(run(kind.word()).exitCode()).isZero();
            assertThat(run(kind.word(), "--help").out()).contains(kind.word());
            assertThat(EntryKind.of(kind.word())).contains(kind);
        }
        assertThat(EntryKind.of("applications")).isEmpty();
    }

    private String id(String... words) {
        Outcome outcome = run(List.of(words), "--json");
        assertThat(outcome.err()).isEmpty();
        return outcome.json().path("id").asString();
    }

    private Outcome as(String key, String... words) {
        return run(List.of(words), "--as", key);
    }

    private Outcome run(List<String> words, String... more) {
        String[] all = Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new);
        return run(all);
    }

    private Outcome run(String... words) {
        return Outcome.of(gateway, words);
    }
}
