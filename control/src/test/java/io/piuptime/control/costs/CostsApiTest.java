package io.piuptime.control.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.control.House;
import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.Stretch;
import io.piuptime.gateway.budget.money.alert.Crossing;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Claim;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.limit.Window;
import io.piuptime.model.price.Charge;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Tariff;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CostsApiTest {
    private static final String BUDGETS = "/admin/v1/budgets";

    @TempDir
    private Path folder;

    private House house;

    @BeforeEach
    void open() {
        house = new House(folder);
    }

    @Test
    void shows_what_is_gone_of_the_present_window_at_which_node() {
        String id = budget("{\"window\":\"month\",\"micros\":1000}");
        long start = Stretch.of(Window.Calendar.MONTH, House.NOW).start();
        claim("a", id, start, 300, 100, 20);
        claim("b", id, start, 200, 40, 0);
        claim("c", id, start - 40L * 86_400, 999, 999, 0);

        JsonNode cap = spending(id).path("caps").path(0);

        assertThat(cap.path("micros").asLong()).isEqualTo(1000);
        assertThat(cap.path("granted").asLong()).isEqualTo(500);
        assertThat(cap.path("spent").asLong()).isEqualTo(140);
        assertThat(cap.path("unconfirmed").asLong()).isEqualTo(20);
        assertThat(cap.path("nodes").findValuesAsString("node")).containsExactly("a", "b");
        assertThat(cap.path("runsOut").isNull())
                .as("half a day into the month, a sixth is gone")
                .isFalse();
    }

    @Test
    void of_a_budget_that_nobody_used_nothing_is_gone_and_it_never_runs_out() {
        JsonNode cap = spending(budget("{\"window\":\"total\",\"micros\":5}"))
                .path("caps")
                .path(0);
        assertThat(cap.path("spent").asLong()).isZero();
        assertThat(cap.path("runsOut").isNull()).isTrue();
        assertThat(cap.path("nodes").isEmpty()).isTrue();
    }

    @Test
    void shows_the_thresholds_that_were_passed_the_newest_first() {
        String id = budget("{\"window\":\"month\",\"micros\":1000}");
        Crossing.Of of = new Crossing.Of("default", "b", "tenant/default");
        AccountId month = new AccountId(id, "month", 86_400);
        Crossing half = new Crossing(month, of, 1_000, 50, House.NOW.minusSeconds(60), 510, "a");
        house.crossings.keep(half, Optional.of(House.NOW));
        house.crossings.told(half, House.NOW);
        house.crossings.keep(new Crossing(month, of, 1_000, 80, House.NOW, 805, "b"), Optional.empty());
        house.crossings.keep(
                new Crossing(new AccountId("other", "month", 0), of, 1_000, 80, House.NOW, 805, "b"), Optional.empty());

        JsonNode alerts = spending(id).path("alerts");

        assertThat(alerts.findValuesAsString("percent")).containsExactly("80", "50");
        assertThat(alerts.path(0).path("gone").asLong()).isEqualTo(805);
        assertThat(alerts.path(0).path("told").isNull()).isTrue();
        assertThat(alerts.path(1).path("windowStart").asString()).isEqualTo("1970-01-02T00:00:00.000000Z");
        assertThat(alerts.path(1).path("told").isNull()).isFalse();
    }

    @Test
    void frees_what_a_lost_node_held_and_did_not_spend() {
        String id = budget("{\"window\":\"total\",\"micros\":1000}");
        claim("lost", id, 0, 300, 100, 20);

        JsonNode released = House.json(house.call("POST", "/admin/v1/nodes/lost/release"));

        assertThat(released.path("freedMicros").asLong()).isEqualTo(180);
        assertThat(spending(id).path("caps").path(0).path("granted").asLong()).isEqualTo(120);
    }

    @Test
    void knows_no_node_that_holds_nothing() {
        assertThat(house.call("POST", "/admin/v1/nodes/nobody/release").status())
                .isEqualTo(404);
    }

    @Test
    void reports_costs_as_json_csv_and_focus() {
        house.usageStore.add(List.of(House.usage(1, "a"), House.usage(2, "b"), House.usage(3, "a")));
        Map<String, String> year = Map.of("from", "2026-01-01", "to", "2026-12-31");

        JsonNode lines = House.json(house.call("GET", "/admin/v1/costs", year, ""));
        assertThat(lines.path("lines").findValuesAsString("exchanges")).contains("2", "1");
        for (String format : List.of("csv", "focus")) {
            var reply = house.call(
                    "GET", "/admin/v1/costs", Map.of("from", "2026-01-01", "to", "2026-12-31", "format", format), "");
            assertThat(reply.headers()).containsEntry("content-type", "text/csv; charset=utf-8");
            assertThat(reply.body().toString()).contains("\r\n");
        }
        assertThat(house.call("GET", "/admin/v1/costs", Map.of("format", "xml"), "")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shows_costs_and_caps_in_another_currency_with_its_rate_and_day() {
        house.rates = ExchangeRates.of("EUR", Map.of("2020-01-01", "0.5"));
        house.usageStore.add(List.of(House.usage(1, "a").charged(new Charge(300, Charge.USD, "in=1"))));
        String id = budget("{\"window\":\"total\",\"micros\":1000}");
        claim("n", id, 0, 300, 100, 20);

        JsonNode line = House.json(
                        house.call("GET", "/admin/v1/costs", Map.of("from", "2026-01-01", "to", "2026-12-31"), ""))
                .path("lines")
                .path(0);
        assertThat(line.path("costMicros").asLong()).isEqualTo(300);
        assertThat(line.path("shown").toString())
                .isEqualTo("{\"currency\":\"EUR\",\"rate\":\"0.5\",\"since\":\"2020-01-01\",\"costMicros\":150,"
                        + "\"unconfirmedMicros\":0}");
        assertThat(spending(id).path("caps").path(0).path("shown").toString())
                .isEqualTo(
                        "{\"currency\":\"EUR\",\"rate\":\"0.5\",\"since\":\"2020-01-01\",\"micros\":500,\"spent\":50,"
                                + "\"unconfirmed\":10}");
    }

    @Test
    void recomputes_by_the_prices_that_are_known_now_and_changes_nothing() {
        house.usageStore.add(List.of(
                House.usage(1, "a").counting(UsageOf.tokens(100, 10)).charged(new Charge(300, Charge.USD, "in=3")),
                House.usage(2, "b").counting(UsageOf.tokens(100, 10))));
        Map<String, String> year = Map.of("from", "2026-01-01", "to", "2026-12-31");

        JsonNode unknown = House.json(house.call("GET", "/admin/v1/costs/recomputation", year, ""));
        assertThat(unknown.path("withoutPrice").asLong()).isEqualTo(2);
        assertThat(unknown.path("differenceMicros").asLong()).isEqualTo(-300);

        Target target = new Target(
                Provider.of("openai", Wire.OPENAI_CHAT, URI.create("http://localhost:1"), Optional.empty()), "gpt-4o");
        house.models.put("gpt-4o", new Model("gpt-4o", List.of(target), Timers.DEFAULT));
        house.tariffs = _ -> Tariff.of(PriceText.read("in=2 out=2"));
        JsonNode known = House.json(house.call("GET", "/admin/v1/costs/recomputation", year, ""));

        assertThat(known.path("exchanges").asLong()).isEqualTo(2);
        assertThat(known.path("added").asLong()).isOne();
        assertThat(known.path("bookedMicros").asLong()).isEqualTo(300);
        assertThat(known.path("recomputedMicros").asLong()).isEqualTo(440);
        assertThat(known.path("differenceMicros").asLong()).isEqualTo(140);
        assertThat(known.path("lines").path(0).path("target").asString()).isEqualTo("openai/gpt-4o");
        assertThat(House.json(house.call("GET", "/admin/v1/costs/recomputation", year, "")))
                .isEqualTo(known);
    }

    @Test
    void refuses_times_that_go_backwards_or_too_far() {
        assertThat(house.call("GET", "/admin/v1/costs", Map.of("from", "2026-02-01", "to", "2026-01-01"), "")
                        .status())
                .isEqualTo(400);
        assertThat(house.call("GET", "/admin/v1/costs", Map.of("from", "2020-02-01", "to", "2026-01-01"), "")
                        .status())
                .isEqualTo(400);
        assertThatThrownBy(() -> new Forecast.Spent(House.NOW, House.NOW, 1)).hasMessageContaining("expected: after");
    }

    private String budget(String cap) {
        return House.json(house.call("POST", BUDGETS, Map.of(), "{\"name\":\"b\",\"caps\":[" + cap + "]}"))
                .path("id")
                .asString();
    }

    private void claim(String node, String budget, long start, long want, long spent, long unconfirmed) {
        long term = house.leases.begin(node).number();
        String window = start == 0 ? "total" : "month";
        house.leases.claim(
                node,
                term,
                1,
                List.of(new Claim(new AccountId(budget, window, start), 1_000, start, 0, spent, unconfirmed, want)));
    }

    private JsonNode spending(String id) {
        return House.json(house.call("GET", BUDGETS + "/" + id + "/spending"));
    }
}
