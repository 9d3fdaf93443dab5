package io.piuptime.control.costs;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.access.Permission;
import io.piuptime.control.api.Json;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.Scope;
import io.piuptime.control.usage.UsageApi;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.accept.admin.CallReply;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The route that computes costs again by the prices that are known now. Nothing that is kept is changed. */
final class RecomputationApi {
    private static final Set<String> PARAMETERS =
            Set.of("from", "to", "tenant", "team", "application", "user", "endUser", "tag");

    private final Records records;
    private final Supplier<Snapshot> snapshot;
    private final InstantSource clock;
    private final Json json = new Json();

    RecomputationApi(Records records, Supplier<Snapshot> snapshot, InstantSource clock) {
        this.records = requireNonNull(records, "records");
        this.snapshot = requireNonNull(snapshot, "snapshot");
        this.clock = requireNonNull(clock, "clock");
    }

    Route route() {
        return new Route(
                "GET",
                "/admin/v1/costs/recomputation",
                Permission.USAGE_READ,
                new Scope.Visible(),
                PARAMETERS,
                this::recompute);
    }

    private CallReply recompute(Question question) {
        Recomputation anew = new Recomputation(new OfferedPrices(snapshot.get()));
        records.each(Period.of(question, clock.instant()), UsageApi.whose(question), anew::add);
        List<Map<String, Object>> lines = anew.lines().stream()
                .map(line -> {
                    Map<String, Object> shown = new LinkedHashMap<>();
                    shown.put("model", line.place().model());
                    shown.put("target", line.place().target());
                    put(line.difference(), shown);
                    return shown;
                })
                .toList();
        Map<String, Object> all = new LinkedHashMap<>();
        put(anew.difference(), all);
        all.put("lines", lines);
        return json.reply(200, all);
    }

    private static void put(Recomputation.Difference difference, Map<String, Object> shown) {
        shown.put("exchanges", difference.exchanges());
        shown.put("changed", difference.changed());
        shown.put("added", difference.added());
        shown.put("withoutPrice", difference.unpriced());
        shown.put("ofSeveralAttempts", difference.skipped());
        shown.put("bookedMicros", difference.before());
        shown.put("recomputedMicros", difference.after());
        shown.put("differenceMicros", difference.micros());
    }
}
