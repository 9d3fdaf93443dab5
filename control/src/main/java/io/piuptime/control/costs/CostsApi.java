package io.piuptime.control.costs;

import io.piuptime.control.access.Permission;
import io.piuptime.control.api.Json;
import io.piuptime.control.api.Moments;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.Scope;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.control.usage.UsageApi;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.budget.money.Stretch;
import io.piuptime.gateway.budget.money.alert.Crossing;
import io.piuptime.gateway.budget.money.alert.CrossingStore;
import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Lease;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.limit.Window;
import io.piuptime.model.usage.Attribution;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsageStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The routes about money that is spent: what is gone of a budget, what a lost node held, and reports for those who pay. */
public final class CostsApi {
    private static final Set<String> COSTS =
            Set.of("from", "to", "tenant", "team", "application", "user", "endUser", "tag", "format");
    private static final int MOST_ALERTS = 100;

    private final Records records;
    private final LeaseStore leases;
    private final CrossingStore crossings;
    private final RecomputationApi recomputation;
    private final Supplier<ExchangeRates> rates;
    private final InstantSource clock;
    private final Json json = new Json();

    /** What is kept of money. */
    public record Kept(UsageStore usage, LeaseStore leases, CrossingStore crossings) {}

    /**
     * The routes over what is kept.
     *
     * @param snapshot by whose prices costs are computed again
     * @param rates of the currency in which amounts are shown too
     */
    public CostsApi(Kept kept, Supplier<Snapshot> snapshot, Supplier<ExchangeRates> rates, InstantSource clock) {
        this.records = new Records(kept.usage);
        this.leases = kept.leases;
        this.crossings = kept.crossings;
        this.recomputation = new RecomputationApi(records, snapshot, clock);
        this.rates = rates;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                new Route(
                        "GET",
                        "/admin/v1/budgets/{id}/spending",
                        Permission.BUDGETS_READ,
                        new Scope.Path(Kind.BUDGET),
                        Set.of(),
                        this::spending),
                new Route(
                        "POST",
                        "/admin/v1/nodes/{id}/release",
                        Permission.NODES_WRITE,
                        new Scope.Node(),
                        Set.of(),
                        this::release),
                new Route("GET", "/admin/v1/costs", Permission.USAGE_READ, new Scope.Visible(), COSTS, this::costs),
                recomputation.route());
    }

    /** What is gone of each cap of a budget. */
    private record SpendingView(String budget, List<CapView> caps, List<AlertView> alerts) {}

    /**
     * A threshold that was passed, told once of each window and size of a cap.
     *
     * @param micros of the cap then
     * @param gone what was spent or held by nodes then
     * @param told when the webhook took it
     */
    private record AlertView(
            String window, String windowStart, int percent, long micros, long gone, String at, Optional<String> told) {
        static AlertView of(CrossingStore.Kept kept) {
            Crossing crossing = kept.crossing();
            return new AlertView(
                    crossing.account().window(),
                    Moments.write(Instant.ofEpochSecond(crossing.account().start())),
                    crossing.percent(),
                    crossing.cap(),
                    crossing.gone(),
                    Moments.write(crossing.at()),
                    kept.told().map(Moments::write));
        }
    }

    /**
     * What is gone of one cap in its present window.
     *
     * @param granted what nodes may spend of it, the rest included
     * @param unconfirmed what nobody was told the cost of, held in full
     */
    private record CapView(
            String window,
            long micros,
            long granted,
            long spent,
            long unconfirmed,
            Optional<String> runsOut,
            List<NodeView> nodes,
            Optional<ShownCap> shown) {}

    /** A cap, and what is gone of it, in another currency. */
    private record ShownCap(String currency, String rate, String since, long micros, long spent, long unconfirmed) {}

    /** What one node holds of it. */
    private record NodeView(String node, long granted, long spent, long unconfirmed) {}

    private CallReply spending(Question question) {
        Budget budget = (Budget) question.entry().orElseThrow().entry();
        List<Lease> all = StoreFailedException.guard(() -> leases.leases(budget.id()));
        List<CrossingStore.Kept> passed = StoreFailedException.guard(() -> crossings.of(budget.id(), MOST_ALERTS));
        Instant now = clock.instant();
        Optional<ExchangeRates.Rate> rate =
                rates.get().on(now.atOffset(ZoneOffset.UTC).toLocalDate());
        return json.reply(
                200,
                new SpendingView(
                        budget.id(),
                        budget.caps().stream()
                                .map(cap -> view(cap, all, now, rate))
                                .toList(),
                        passed.stream().map(AlertView::of).toList()));
    }

    private static CapView view(Budget.Cap cap, List<Lease> all, Instant now, Optional<ExchangeRates.Rate> rate) {
        Stretch stretch = Stretch.of(cap.window(), now);
        Map<String, NodeView> nodes = new TreeMap<>();
        for (Lease lease : all) {
            if (lease.account().window().equals(cap.window().text())
                    && lease.account().start() >= stretch.since()) {
                nodes.merge(
                        lease.node(),
                        new NodeView(lease.node(), lease.granted(), lease.spent(), lease.unconfirmed()),
                        (one, other) -> new NodeView(
                                one.node,
                                Math.addExact(one.granted, other.granted),
                                Math.addExact(one.spent, other.spent),
                                Math.addExact(one.unconfirmed, other.unconfirmed)));
            }
        }
        List<NodeView> held = List.copyOf(nodes.values());
        long spent = held.stream().mapToLong(NodeView::spent).sum();
        long unconfirmed = held.stream().mapToLong(NodeView::unconfirmed).sum();
        return new CapView(
                cap.window().text(),
                cap.micros(),
                held.stream().mapToLong(NodeView::granted).sum(),
                spent,
                unconfirmed,
                runsOut(cap, all, spent + unconfirmed, now).map(Moments::write),
                held,
                rate.map(in -> new ShownCap(
                        in.currency(),
                        in.rate().toPlainString(),
                        in.since().toString(),
                        in.micros(cap.micros()),
                        in.micros(spent),
                        in.micros(unconfirmed))));
    }

    /** By what was spent in the present window so far, for which leases are kept. */
    private static Optional<Instant> runsOut(Budget.Cap cap, List<Lease> all, long gone, Instant now) {
        if (!(cap.window() instanceof Window.Calendar calendar) || all.isEmpty()) {
            return Optional.empty();
        }
        Instant start = calendar.start(now);
        return start.isBefore(now)
                ? Forecast.of(cap, gone, List.of(new Forecast.Spent(start, now, gone)), now)
                        .runsOut()
                : Optional.empty();
    }

    private CallReply release(Question question) {
        String node = question.ids().getFirst();
        boolean known = StoreFailedException.guard(() -> leases.leases("")).stream()
                .anyMatch(lease -> lease.node().equals(node));
        if (!known) {
            throw Problem.notFound("No node with the id " + Problem.shown(node) + " holds anything of a budget.");
        }
        long freed = StoreFailedException.guard(() -> leases.release(node));
        return json.reply(200, new Released(node, freed));
    }

    private record Released(String node, long freedMicros) {}

    private CallReply costs(Question question) {
        String format = question.text("format").orElse("json");
        Chargeback chargeback = new Chargeback(CostsApi::marks);
        records.each(Period.of(question, clock.instant()), UsageApi.whose(question), chargeback::add);
        List<Line> lines = chargeback.lines();
        ExchangeRates shown = rates.get();
        return switch (format) {
            case "json" ->
                json.reply(
                        200,
                        Map.of(
                                "lines",
                                lines.stream()
                                        .map(line -> LineView.of(line, shown))
                                        .toList()));
            case "csv" -> csv(CostReport.CSV, lines, shown);
            case "focus" -> csv(CostReport.FOCUS, lines, shown);
            default ->
                throw Problem.invalid(
                        "invalid_parameter", "format: " + Problem.shown(format) + " (expected: json, csv or focus)");
        };
    }

    /** A line as JSON has it. */
    private record LineView(
            String day,
            Map<String, String> whose,
            String model,
            String target,
            long exchanges,
            long inputTokens,
            long outputTokens,
            long costMicros,
            long withoutPrice,
            long unconfirmedMicros,
            Optional<ShownCost> shown) {
        static LineView of(Line line, ExchangeRates rates) {
            return new LineView(
                    line.day().toString(),
                    line.whose(),
                    line.model(),
                    line.target(),
                    line.exchanges(),
                    line.input(),
                    line.output(),
                    line.micros(),
                    line.unpriced(),
                    line.unconfirmed(),
                    rates.on(line.day()).map(rate -> ShownCost.of(line, rate)));
        }
    }

    /** A cost in another currency. */
    private record ShownCost(String currency, String rate, String since, long costMicros, long unconfirmedMicros) {
        static ShownCost of(Line line, ExchangeRates.Rate rate) {
            return new ShownCost(
                    rate.currency(),
                    rate.rate().toPlainString(),
                    rate.since().toString(),
                    rate.micros(line.micros()),
                    rate.micros(line.unconfirmed()));
        }
    }

    private CallReply csv(CostReport report, List<Line> lines, ExchangeRates shown) {
        return new CallReply(200, Map.of("content-type", "text/csv; charset=utf-8"), report.write(lines, shown, json));
    }

    private static Map<String, String> marks(UsageRecord usage) {
        Attribution of = usage.attribution();
        Map<String, String> marks = new TreeMap<>();
        put(marks, "tenant", of.tenant());
        put(marks, "team", of.team());
        put(marks, "application", of.application());
        put(marks, "user", of.user());
        put(marks, "endUser", of.endUser());
        put(marks, "key", usage.keyId());
        of.tags().forEach((name, value) -> put(marks, "tag:" + name, value));
        return marks;
    }

    private static void put(Map<String, String> marks, String name, String value) {
        if (!value.isEmpty()) {
            marks.put(name, value);
        }
    }
}
