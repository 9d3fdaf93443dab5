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
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.budget.money.Stretch;
import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Lease;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.limit.Window;
import io.piuptime.model.usage.Attribution;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsagePage;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The routes about money that is spent: what is gone of a budget, what a lost node held, and reports for those who pay. */
public final class CostsApi {
    private static final Set<String> COSTS =
            Set.of("from", "to", "tenant", "team", "application", "user", "endUser", "tag", "format");
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int DAYS = 14;

    private final UsageStore usage;
    private final LeaseStore leases;
    private final InstantSource clock;
    private final Json json = new Json();

    public CostsApi(UsageStore usage, LeaseStore leases, InstantSource clock) {
        this.usage = usage;
        this.leases = leases;
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
                new Route("GET", "/admin/v1/costs", Permission.USAGE_READ, new Scope.Visible(), COSTS, this::costs));
    }

    /** What is gone of each cap of a budget. */
    private record SpendingView(String budget, List<CapView> caps) {}

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
            List<NodeView> nodes) {}

    /** What one node holds of it. */
    private record NodeView(String node, long granted, long spent, long unconfirmed) {}

    private CallReply spending(Question question) {
        Budget budget = (Budget) question.entry().orElseThrow().entry();
        List<Lease> all = StoreFailedException.guard(() -> leases.leases(budget.id()));
        Instant now = clock.instant();
        return json.reply(
                200,
                new SpendingView(
                        budget.id(),
                        budget.caps().stream().map(cap -> view(cap, all, now)).toList()));
    }

    private static CapView view(Budget.Cap cap, List<Lease> all, Instant now) {
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
                held);
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
        Instant to = question.moment("to").orElse(clock.instant());
        Instant from = question.moment("from").orElse(to.minus(Duration.ofDays(DAYS)));
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw Problem.invalid(
                    "invalid_period",
                    "from, to: " + Moments.write(from) + " to " + Moments.write(to)
                            + " (expected: from before to, a year apart at most)");
        }
        String format = question.text("format").orElse("json");
        List<Line> lines = lines(from, to, UsageApi.whose(question));
        return switch (format) {
            case "json" ->
                json.reply(200, Map.of("lines", lines.stream().map(LineView::of).toList()));
            case "csv" -> csv(CostReport.CSV, lines);
            case "focus" -> csv(CostReport.FOCUS, lines);
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
            long unconfirmedMicros) {
        static LineView of(Line line) {
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
                    line.unconfirmed());
        }
    }

    private CallReply csv(CostReport report, List<Line> lines) {
        return new CallReply(200, Map.of("content-type", "text/csv; charset=utf-8"), report.write(lines, json));
    }

    private List<Line> lines(Instant from, Instant to, UsageQuery.Whose whose) {
        Chargeback chargeback = new Chargeback(CostsApi::marks);
        Optional<String> before = Optional.empty();
        do {
            UsageQuery query = new UsageQuery(
                    Optional.of(from),
                    Optional.of(to),
                    Optional.empty(),
                    Optional.empty(),
                    whose,
                    before,
                    UsageQuery.MAX_LIMIT);
            UsagePage page = StoreFailedException.guard(() -> usage.page(query));
            page.records().forEach(chargeback::add);
            before = page.next();
        } while (before.isPresent());
        return chargeback.lines();
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
