package io.piuptime.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.control.costs.ExchangeRates;
import io.piuptime.gateway.health.seen.SeenTarget;
import io.piuptime.gateway.health.seen.SeenTarget.Doing;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Lifetime;
import io.piuptime.model.key.KeyText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class CliTest {
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
    void creates_lists_and_revokes_a_key() {
        Outcome created =
                run("keys", "create", "--name", "laptop", "--model", "gpt-*", "--model", "demo", "--expires", "30d");
        assertThat(created.exitCode()).isZero();
        String key = created.out().lines().findFirst().orElseThrow();
        String id = KeyText.parse(key).orElseThrow().id();
        assertThat(created.out()).contains("This is the key 'laptop', id " + id + ". Keep it");

        Outcome listed = run("keys", "list");
        assertThat(listed.out())
                .containsPattern("ID +NAME +STATE +MODELS")
                .containsPattern(id + " +laptop +valid +gpt-\\*,demo");
        assertThat(listed.out()).doesNotContain(key.substring(18));

        assertThat(run("keys", "revoke", id).out()).startsWith("Key " + id + " was revoked at 20");
        assertThat(run("keys", "list").out()).containsPattern("laptop +revoked");
    }

    @Test
    void prints_one_json_object_on_the_last_line_when_asked() {
        JsonNode created = run("keys", "create", "--json").json();
        assertThat(KeyText.parse(created.path("key").asString())).isPresent();
        assertThat(created.path("name").asString()).isEqualTo("unnamed");
        JsonNode listed = run("keys", "list", "--json").json();
        assertThat(listed.path("keys").size()).isOne();
        JsonNode revoked =
                run("--json", "keys", "revoke", created.path("id").asString()).json();
        assertThat(revoked.path("state").asString()).isEqualTo("revoked");
        gateway.usage.make(3, "m");
        JsonNode usage = run("usage", "--json", "--limit", "2").json();
        assertThat(usage.path("records").size()).isEqualTo(2);
        assertThat(usage.path("next").asString()).isEqualTo("1000001");
    }

    @Test
    void sums_costs_by_day_in_a_table_or_as_the_api_has_them() {
        gateway.usage.make(3, "paid");

        Outcome table = run("usage", "costs", "--from", "2026-03-01", "--to", "2026-03-02");
        assertThat(table.out().lines().toList()).hasSize(2);
        assertThat(table.out()).contains("UNCONFIRMED", "2026-03-01", "openai/paid", "0.003750", "0.000000");
        assertThat(run("usage", "costs", "--format", "csv").out()).contains("unconfirmedMicros");
        assertThat(run("usage", "costs", "--json").json().path("lines")).hasSize(1);
        assertThat(run("usage", "costs", "--format", "xml").exitCode()).isEqualTo(2);
    }

    @Test
    void shows_costs_in_another_currency_and_by_which_rate() {
        gateway.usage.make(3, "paid");
        gateway.rates = ExchangeRates.of("EUR", Map.of("2026-01-01", "0.92"));

        assertThat(run("usage", "costs").out())
                .contains("0.003750", "0.003450 EUR", "Shown by 0.92 EUR for 1 USD from 2026-01-01 on");
    }

    @Test
    void shows_what_costs_would_be_now() {
        gateway.usage.make(3, "paid");

        assertThat(run("usage", "recompute", "--from", "2026-03-01", "--to", "2026-03-02")
                        .out())
                .contains("RECOMPUTED", "openai/paid", "0.003750", "-0.003750", "all");
        assertThat(run("--json", "usage", "recompute")
                        .json()
                        .path("bookedMicros")
                        .asLong())
                .isEqualTo(3_750);
    }

    @Test
    void says_of_a_revoked_key_that_its_exchanges_end_too() {
        String plain = run("keys", "create", "--json").json().path("id").asString();
        String abrupt = run("keys", "create", "--json").json().path("id").asString();
        run("keys", "revoke", plain);
        assertThat(run("keys", "revoke", abrupt, "--now").exitCode()).isZero();
        assertThat(ends(plain).abrupt()).isFalse();
        assertThat(ends(abrupt).abrupt()).isTrue();
        assertThat(ends(abrupt).revokedAt()).isPresent();
    }

    private Lifetime ends(String key) {
        return gateway.store
                .find(Kind.KEY, key)
                .flatMap(Change::entry)
                .map(KeyEntry.class::cast)
                .orElseThrow()
                .lifetime();
    }

    @Test
    void takes_a_moment_of_expiry_too() {
        JsonNode created = run("keys", "create", "--json", "--expires=2199-01-01T00:00:00Z")
                .json();
        assertThat(created.path("expiresAt").asString()).isEqualTo("2199-01-01T00:00:00.000000Z");
    }

    @Test
    void shows_what_an_exchange_cost() {
        gateway.usage.make(1, "paid");

        assertThat(run("usage").out()).contains(" COST ").containsPattern("complete +0 +0 +0.001250 USD +- +12\n");
        assertThat(run("usage", "--json")
                        .json()
                        .path("records")
                        .path(0)
                        .path("costMicros")
                        .asLong())
                .isEqualTo(1_250);
    }

    @Test
    void shows_usage_as_a_table_and_says_how_to_see_more() {
        gateway.usage.make(150, "gpt-4o");
        Outcome shown = run("usage");
        assertThat(shown.out().lines()).hasSize(102);
        assertThat(shown.out())
                .startsWith("STARTED")
                .containsPattern("key000000000 +gpt-4o +openai/gpt-4o +200 +complete +0 +0 +- +- +12\n")
                .contains("There is more: --before 1000050, or --all");
        assertThat(run("usage", "list", "--before", "1000050").out().lines()).hasSize(51);
        assertThat(run("usage", "--all").out().lines()).hasSize(151);
    }

    @Test
    void shows_how_targets_are_doing() {
        gateway.targets = List.of(
                new SeenTarget(
                        new SeenTarget.Name("openai/gpt-4o", 2, List.of("chat", "talk")),
                        new SeenTarget.State(
                                Doing.NEARLY_EXHAUSTED,
                                3,
                                OptionalInt.of(40),
                                5,
                                OptionalLong.of(250_000_000),
                                0.05,
                                0)),
                new SeenTarget(
                        new SeenTarget.Name("other/x", 1, List.of()),
                        new SeenTarget.State(Doing.WELL, 0, OptionalInt.empty(), 0, OptionalLong.empty(), 1, 0)));
        assertThat(run("targets").out())
                .containsPattern(
                        "TARGET +KEY +STANDING +UNTIL +IN FLIGHT +PLACES +WAITING +FIRST MS +LIMITS LEFT +MODELS")
                .containsPattern("openai/gpt-4o +2 +nearly exhausted +- +3 +40 +5 +250 +5 % +chat,talk\n")
                .containsPattern("other/x +1 +well +- +0 +- +0 +- +100 % +-\n");
        assertThat(run("targets", "--json").json().path("targets").size()).isEqualTo(2);
        assertThat(run("targets", "all").exitCode()).isEqualTo(2);
    }

    @Test
    void steers_no_terminal_by_what_callers_sent() {
        gateway.usage.make(1, "m\u001b]0;x\u0007");
        assertThat(run("usage").out()).contains("m?]0;x?").doesNotContain("\u001b");
    }

    @Test
    void pages_through_all_records_with_the_heading_once() throws IOException {
        gateway.usage.make(2_500, "a,b");
        Path file = folder.resolve("usage.csv");
        Outcome exported = run("usage", "export", "--format", "csv", "--out", file.toString(), "--json");
        assertThat(exported.json().path("exported").asInt()).isEqualTo(2_500);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2_501).doesNotHaveDuplicates();
        assertThat(lines.stream().filter(line -> line.startsWith("id,"))).hasSize(1);
        assertThat(lines.getLast())
                .startsWith("1000000,2026-03-01T12:00:00.000000Z,")
                .contains("\"a,b\"");
        assertThat(run("usage", "export").out().lines()).hasSize(2_501);
        assertThat(run("usage", "export", "--format", "jsonl").out().lines())
                .hasSize(2_500)
                .allMatch(line -> line.startsWith("{\"id\":\"1"));
        assertThat(run("usage", "--format", "jsonl", "--limit", "5").out().lines())
                .hasSize(5);
    }

    @Test
    void says_that_a_file_cannot_be_written() {
        Outcome exported =
                run("usage", "export", "--out", folder.resolve("no/such/folder").toString());
        assertThat(exported.exitCode()).isOne();
        assertThat(exported.err()).contains("cannot be written");
    }

    @Test
    void finds_the_gateway_by_port_url_or_the_environment() {
        String port = Integer.toString(gateway.port());
        assertThat(run("keys", "list", "--admin-port", port).exitCode()).isZero();
        assertThat(run("keys", "list", "--admin-url", "http://localhost:" + port + "/")
                        .exitCode())
                .isZero();
        assertThat(Outcome.of(Map.of("PIUP_HOME", gateway.folder.toString()), "keys", "list")
                        .exitCode())
                .isZero();
    }

    @Test
    void says_how_to_start_a_gateway_when_none_runs() throws IOException {
        Outcome none = Outcome.of(
                Map.of(), "keys", "list", "--data", folder.resolve("other").toString());
        assertThat(none.exitCode()).isOne();
        assertThat(none.err()).contains("No gateway answers").contains("Start one with ./piup run");

        gateway.close();
        Outcome stopped = run("keys", "list");
        assertThat(stopped.exitCode()).isOne();
        assertThat(stopped.err())
                .contains("No gateway answers at http://127.0.0.1:" + gateway.port() + ": start one with ./piup run");

        gateway.writeRun(Long.MAX_VALUE);
        assertThat(run("keys", "list").err()).contains("has ended. Start one with ./piup run");
    }

    @Test
    void says_what_is_wrong_with_the_files_of_a_gateway() throws IOException {
        Files.writeString(gateway.folder.resolve("admin-token"), "piup_admin_" + "0".repeat(43));
        Outcome refused = run("keys", "list");
        assertThat(refused.exitCode()).isOne();
        assertThat(refused.err()).startsWith("This is not the admin token").doesNotContain("piup_admin_0");
        Files.delete(gateway.folder.resolve("admin-token"));
        assertThat(run("keys", "list").err()).contains("admin-token: missing in");
        Files.writeString(gateway.folder.resolve("run.json"), "{");
        assertThat(run("keys", "list").err()).contains("run.json: cannot be read");
    }

    @Test
    void passes_on_what_the_gateway_refuses() {
        assertThat(run("keys", "revoke", "nobody"))
                .isEqualTo(new Outcome(1, "", "No key has the id 'nobody'." + System.lineSeparator()));
        Outcome wrong = run("usage", "--from", "yesterday");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("from: 'yesterday' (expected: a moment such as");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://example.com:8081", "http://10.0.0.1", "ftp://127.0.0.1", "http://127.0.0.1.evil.example"
            })
    void sends_the_token_across_no_network_in_the_clear(String url) {
        Outcome outcome = run("keys", "list", "--admin-url", url);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("expected: https, or http at 127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                                   | '': unknown (expected: apps, budgets, config, keys, nodes, roles, secrets, targets, teams, tenants, usage, users, catalog)
            frobnicate                           | 'frobnicate': unknown
            keys                                 | keys (nothing): unknown (expected: create, list, revoke, rotate, deny, allow)
            keys delete                          | keys delete: unknown
            keys revoke                          | keys revoke: no id
            keys revoke ../snapshot              | keys revoke: no id
            keys list extra                      | 'extra': not expected here
            keys list --expires x                | --expires: unknown
            keys create --nmae x                 | --nmae: unknown
            keys create --name                   | --name: no value
            keys create --name a --name b        | --name: given 2 times (expected: once)
            usage --format xml                   | --format: xml (expected: table, json, csv, jsonl)
            usage export --format table          | --format: table (expected: csv, jsonl)
            usage export --json                  | no --out
            usage --json --format csv            | --json with --format csv
            usage purge                          | usage purge: unknown (expected: list, export, costs, recompute)
            keys list --admin-port 0             | --admin-port: 0
            keys list --admin-url x              | 'x' (expected: a URL
            keys list --admin-port 1 --admin-url x | both
            """)
    void ends_wrong_usage_with_two_and_says_what_is_right(String line, String reason) {
        Outcome outcome = run(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(outcome.err()).contains(reason);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void explains_itself() {
        Outcome help = run("keys", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("keys create", "usage export");
        assertThat(new Cli(InstantSource.system(), InputStream.nullInputStream()).knows("usage"))
                .isTrue();
        assertThat(new Cli(InstantSource.system(), InputStream.nullInputStream()).knows("run"))
                .isFalse();
    }

    private Outcome run(String... words) {
        return Outcome.of(gateway, words);
    }
}
