package io.piuptime.control.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.piuptime.control.api.Json;
import io.piuptime.model.usage.Reservation;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChargebackTest {
    private final Chargeback chargeback = new Chargeback(ChargebackTest::whose);
    private final Json json = new Json();
    private ExchangeRates rates = ExchangeRates.NONE;

    private static Map<String, String> whose(UsageRecord usage) {
        return usage.keyId().equals("k2")
                ? Map.of("tenant", "acme", "team", "=evil")
                : Map.of("tenant", "acme", "tag:env", "prod,eu");
    }

    @Test
    void usage_is_summed_by_day_owner_and_target() {
        chargeback.add(UsageOf.one("2026-05-02", "k1", "p/m", UsageOf.tokens(10, 5), UsageOf.usd(100)));
        chargeback.add(UsageOf.one("2026-05-02", "k1", "p/m", UsageOf.tokens(20, 6), UsageOf.usd(200)));
        chargeback.add(UsageOf.one("2026-05-02", "k1", "p/m", UsageOf.tokens(1, 1), Optional.empty()));
        chargeback.add(UsageOf.one("2026-05-01", "k1", "p/m", UsageOf.tokens(1, 1), UsageOf.usd(1)));
        chargeback.add(UsageOf.one("2026-05-02", "k2", "p/m", UsageOf.tokens(1, 1), UsageOf.usd(2)));
        chargeback.add(UsageOf.one("2026-05-02", "k1", "q/m", UsageOf.tokens(1, 1), UsageOf.usd(3)));

        assertThat(chargeback.lines())
                .extracting(Line::day, Line::target, Line::exchanges, Line::micros, Line::unpriced)
                .containsExactly(
                        tuple(LocalDate.of(2026, 5, 1), "p/m", 1L, 1L, 0L),
                        tuple(LocalDate.of(2026, 5, 2), "p/m", 3L, 300L, 1L),
                        tuple(LocalDate.of(2026, 5, 2), "q/m", 1L, 3L, 0L),
                        tuple(LocalDate.of(2026, 5, 2), "p/m", 1L, 2L, 0L));
    }

    @Test
    void what_nobody_has_confirmed_is_summed_beside_the_cost() {
        chargeback.add(UsageOf.one("2026-05-02", "k1", "p/m", UsageOf.tokens(10, 5), UsageOf.usd(100))
                .reserving(new Reservation(900, 0)));
        chargeback.add(UsageOf.one("2026-05-02", "k1", "p/m", Tokens.NONE, Optional.empty())
                .reserving(new Reservation(800, 800)));
        chargeback.add(UsageOf.one("2026-05-02", "k1", "p/m", UsageOf.tokens(10, 5), UsageOf.usd(7))
                .reserving(new Reservation(1_500, 600)));

        assertThat(chargeback.lines())
                .singleElement()
                .extracting(Line::micros, Line::unpriced, Line::unconfirmed)
                .containsExactly(107L, 0L, 1_400L);
        assertThat(rows(CostReport.CSV).getLast()).endsWith(",107,0.000107,USD,0,1400,,,,,");
        assertThat(rows(CostReport.FOCUS).getLast()).endsWith(",0.001400");
    }

    @Test
    void a_report_has_a_column_for_each_kind_of_owner() {
        chargeback.add(UsageOf.one("2026-05-01", "k1", "p/m", UsageOf.tokens(1, 2), UsageOf.usd(1_500_000)));
        chargeback.add(UsageOf.one("2026-05-02", "k2", "p/m", UsageOf.tokens(3, 4), UsageOf.usd(2)));

        assertThat(rows(CostReport.CSV))
                .containsExactly(
                        "day,tag:env,team,tenant,model,target,exchanges,inputTokens,outputTokens,costMicros,cost,currency,"
                                + "withoutPrice,unconfirmedMicros,shownCost,shownUnconfirmed,shownCurrency,rate,rateSince",
                        "2026-05-01,\"prod,eu\",,acme,gpt,p/m,1,1,2,1500000,1.500000,USD,0,0,,,,,",
                        "2026-05-02,,'=evil,acme,gpt,p/m,1,3,4,2,0.000002,USD,0,0,,,,,");
    }

    @Test
    void the_columns_of_focus_are_filled() {
        chargeback.add(UsageOf.one("2026-12-31", "k1", "azure/gpt-4o", UsageOf.tokens(1, 2), UsageOf.usd(1_500_000)));
        List<String> rows = rows(CostReport.FOCUS);

        assertThat(rows.getFirst()).startsWith("BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd");
        assertThat(rows.getLast())
                .isEqualTo(
                        "1.500000,azure,USD,2027-01-01T00:00:00Z,2026-12-01T00:00:00Z,Usage,,gpt at azure/gpt-4o,"
                                + "Usage-Based,2027-01-01T00:00:00Z,2026-12-31T00:00:00Z,3,Tokens,1.500000,1.500000,azure,"
                                + "1.500000,azure,azure,azure/gpt-4o,gpt,AI and Machine Learning,gpt-4o,Generative AI,"
                                + "azure/gpt-4o,acme,acme,\"{\"\"tag:env\"\":\"\"prod,eu\"\",\"\"tenant\"\":\"\"acme\"\"}\",0.000000");
        assertThat(rows.getFirst().split(",")).hasSize(29).endsWith("x_UnconfirmedCost");
    }

    @Test
    void a_target_without_a_model_is_its_provider() {
        Line line = new Line(LocalDate.of(2026, 5, 1), Map.of(), "", "files", 1, 0, 0, 0, 0, 0);

        assertThat(line.provider()).isEqualTo("files");
        assertThat(line.upstream()).isEmpty();
    }

    @Test
    void a_cost_is_shown_in_another_currency_by_the_rate_of_its_day() {
        rates = ExchangeRates.of("EUR", Map.of("2026-05-02", "0.92"));
        chargeback.add(UsageOf.one("2026-05-01", "k2", "p/m", UsageOf.tokens(1, 2), UsageOf.usd(1_500_000)));
        chargeback.add(UsageOf.one("2026-05-02", "k2", "p/m", UsageOf.tokens(1, 2), UsageOf.usd(1_500_000))
                .reserving(new Reservation(50, 50)));

        assertThat(rows(CostReport.CSV).get(1)).endsWith(",1500000,1.500000,USD,0,0,,,,,");
        assertThat(rows(CostReport.CSV).get(2))
                .endsWith(",1500000,1.500000,USD,0,50,1.380000,0.000046,EUR,0.92,2026-05-02");
        assertThat(rows(CostReport.FOCUS).get(2)).startsWith("1.500000,p,USD,");
    }

    @Test
    void a_report_of_nothing_is_its_header() {
        assertThat(rows(CostReport.CSV)).hasSize(1);
        assertThat(rows(CostReport.FOCUS)).hasSize(1);
    }

    private List<String> rows(CostReport report) {
        return report.write(chargeback.lines(), rates, json).toString().lines().toList();
    }
}
