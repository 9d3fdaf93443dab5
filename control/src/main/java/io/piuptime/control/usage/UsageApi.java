package io.piuptime.control.usage;

import io.piuptime.control.access.Caller;
import io.piuptime.control.access.Permission;
import io.piuptime.control.access.Place;
import io.piuptime.control.api.Json;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.Scope;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.control.register.Register;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.observe.usage.UsagePage;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes at {@code /admin/v1/usage}. */
public final class UsageApi {
    private static final Logger LOG = LoggerFactory.getLogger(UsageApi.class);
    private static final String USAGE = "/admin/v1/usage";
    private static final int PAGE = 100;
    private static final Set<String> PARAMETERS = Set.of(
            "from",
            "to",
            "key",
            "model",
            "tenant",
            "team",
            "application",
            "user",
            "endUser",
            "tag",
            "before",
            "limit",
            "format");

    private final UsageStore store;
    private final Json json = new Json();

    public UsageApi(UsageStore store) {
        this.store = store;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", USAGE, Permission.USAGE_READ, new Scope.Visible(), PARAMETERS, this::page),
                new Route("DELETE", USAGE, Permission.USAGE_DELETE, new Scope.Node(), Set.of("before"), this::delete));
    }

    private CallReply page(Question question) {
        Format format = Format.named(question.text("format"));
        UsageQuery query = new UsageQuery(
                question.moment("from"),
                question.moment("to"),
                question.text("key"),
                question.text("model"),
                whose(question),
                question.text("before"),
                question.number("limit", PAGE, 1, UsageQuery.MAX_LIMIT));
        UsagePage page = StoreFailedException.guard(() -> store.page(query));
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", format.contentType());
        headers.put("x-piup-count", Integer.toString(page.records().size()));
        page.next().ifPresent(next -> headers.put("x-piup-next", next));
        return new CallReply(200, headers, format.write(page, json));
    }

    /** What is asked for, of what the caller may see: by the parameters of the same names as the fields. */
    public static UsageQuery.Whose whose(Question question) {
        Caller caller = question.caller();
        Optional<String> tenant = caller.everywhere() ? question.text("tenant") : Optional.of(caller.tenant());
        Optional<String> team = question.text("team");
        if (!caller.rights().contains(Permission.USAGE_READ)) {
            team = Optional.of(team.or(() -> onlyTeam(caller))
                    .orElseThrow(() -> Problem.invalid(
                            "missing_parameter", "team: missing (expected: the id of one of the caller's teams)")));
            Register.demand(caller, Permission.USAGE_READ, Place.team(caller.tenant(), team.get()));
        }
        return new UsageQuery.Whose(
                tenant,
                team,
                question.text("application"),
                question.text("user"),
                question.text("endUser"),
                question.text("tag"));
    }

    private static Optional<String> onlyTeam(Caller caller) {
        List<String> teams = caller.teams().entrySet().stream()
                .filter(team -> team.getValue().contains(Permission.USAGE_READ))
                .map(Map.Entry::getKey)
                .toList();
        return teams.size() == 1 ? Optional.of(teams.getFirst()) : Optional.empty();
    }

    private CallReply delete(Question question) {
        Instant before = question.moment("before")
                .orElseThrow(() -> Problem.invalid(
                        "missing_parameter", "before: missing (expected: the moment up to which usage is deleted)"));
        long deleted = StoreFailedException.guard(() -> store.deleteBefore(before));
        LOG.info("{} usage records before {} were deleted by hand", deleted, before);
        return json.reply(200, Map.of("deleted", deleted));
    }
}
