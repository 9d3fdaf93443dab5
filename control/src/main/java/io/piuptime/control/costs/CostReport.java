package io.piuptime.control.costs;

import io.piuptime.control.api.Json;
import io.piuptime.control.usage.Csv;
import io.piuptime.gateway.Bytes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of cost as files: CSV, and CSV with the columns of FOCUS 1.2, which tools for cloud costs read. */
public enum CostReport {
    CSV {
        @Override
        List<List<Object>> rows(List<Line> lines, ExchangeRates shown, Json json) {
            List<String> marks = lines.stream()
                    .flatMap(line -> line.whose().keySet().stream())
                    .collect(Collectors.toCollection(TreeSet::new))
                    .stream()
                    .toList();
            List<List<Object>> rows = new ArrayList<>();
            rows.add(Stream.of(
                            Stream.of("day"),
                            marks.stream(),
                            Stream.of(
                                    "model",
                                    "target",
                                    "exchanges",
                                    "inputTokens",
                                    "outputTokens",
                                    "costMicros",
                                    "cost",
                                    "currency",
                                    "withoutPrice",
                                    "unconfirmedMicros",
                                    "shownCost",
                                    "shownUnconfirmed",
                                    "shownCurrency",
                                    "rate",
                                    "rateSince"))
                    .flatMap(names -> names)
                    .collect(Collectors.toUnmodifiableList()));
            for (Line line : lines) {
                List<Object> row = new ArrayList<>();
                row.add(line.day().toString());
                marks.forEach(mark -> row.add(line.whose().getOrDefault(mark, "")));
                row.addAll(List.of(
                        line.model(),
                        line.target(),
                        line.exchanges(),
                        line.input(),
                        line.output(),
                        line.micros(),
                        dollars(line.micros()),
                        "USD",
                        line.unpriced(),
                        line.unconfirmed()));
                row.addAll(shown.on(line.day())
                        .map(rate -> List.<Object>of(
                                dollars(rate.micros(line.micros())),
                                dollars(rate.micros(line.unconfirmed())),
                                rate.currency(),
                                rate.rate().toPlainString(),
                                rate.since().toString()))
                        .orElse(List.of("", "", "", "", "")));
                rows.add(row);
            }
            return rows;
        }
    },
    /** The FinOps Open Cost and Usage Specification. */
    FOCUS {
        @Override
        List<List<Object>> rows(List<Line> lines, ExchangeRates shown, Json json) {
            List<List<Object>> rows = new ArrayList<>();
            rows.add(List.copyOf(FOCUS_COLUMNS));
            for (Line line : lines) {
                String from = line.day() + "T00:00:00Z";
                String to = line.day().plusDays(1) + "T00:00:00Z";
                String month = line.day().withDayOfMonth(1) + "T00:00:00Z";
                String next = line.day().withDayOfMonth(1).plusMonths(1) + "T00:00:00Z";
                String cost = dollars(line.micros());
                rows.add(List.of(
                        cost,
                        line.provider(),
                        "USD",
                        next,
                        month,
                        "Usage",
                        "",
                        line.model() + " at " + line.target(),
                        "Usage-Based",
                        to,
                        from,
                        Long.toString(line.input() + line.output()),
                        "Tokens",
                        cost,
                        cost,
                        line.provider(),
                        cost,
                        line.provider(),
                        line.provider(),
                        line.target(),
                        line.model(),
                        "AI and Machine Learning",
                        line.upstream(),
                        "Generative AI",
                        line.target(),
                        line.whose().getOrDefault("tenant", ""),
                        line.whose().getOrDefault("tenant", ""),
                        json.bytes(line.marks()).toString(),
                        dollars(line.unconfirmed())));
            }
            return rows;
        }
    };

    private static final List<String> FOCUS_COLUMNS = List.of(
            "BilledCost",
            "BillingAccountId",
            "BillingCurrency",
            "BillingPeriodEnd",
            "BillingPeriodStart",
            "ChargeCategory",
            "ChargeClass",
            "ChargeDescription",
            "ChargeFrequency",
            "ChargePeriodEnd",
            "ChargePeriodStart",
            "ConsumedQuantity",
            "ConsumedUnit",
            "ContractedCost",
            "EffectiveCost",
            "InvoiceIssuerName",
            "ListCost",
            "ProviderName",
            "PublisherName",
            "ResourceId",
            "ResourceName",
            "ServiceCategory",
            "ServiceName",
            "ServiceSubcategory",
            "SkuId",
            "SubAccountId",
            "SubAccountName",
            "Tags",
            "x_UnconfirmedCost");

    abstract List<List<Object>> rows(List<Line> lines, ExchangeRates shown, Json json);

    /** The file, by RFC 4180 with a header row. */
    public Bytes write(List<Line> lines, ExchangeRates shown, Json json) {
        return Bytes.utf8(rows(lines, shown, json).stream()
                .map(row -> row.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\r\n")
                .collect(Collectors.joining()));
    }

    private static String dollars(long micros) {
        return BigDecimal.valueOf(micros, 6).toPlainString();
    }
}
