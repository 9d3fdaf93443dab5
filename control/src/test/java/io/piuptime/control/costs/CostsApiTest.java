package io.piuptime.control.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.control.House;
import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.Stretch;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Claim;
import io.piuptime.model.limit.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
