package io.piuptime.control;

import io.piuptime.control.api.Json;
import io.piuptime.control.api.Nearest;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Problem.Kind;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.control.keys.KeysApi;
import io.piuptime.control.snapshot.SnapshotApi;
import io.piuptime.control.targets.TargetsApi;
import io.piuptime.control.usage.UsageApi;
import io.piuptime.gateway.accept.admin.Call;
import io.piuptime.gateway.accept.admin.CallHandler;
import io.piuptime.gateway.accept.admin.CallReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin API. Whatever is asked, the token is checked first; then only what stands in the table of routes is answered,
 * and what goes wrong becomes an error that tells nothing of the inside.
 */
public final class AdminApi implements CallHandler {
    static final int MAX_BODY = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);

    private final AdminToken token;
    private final List<Route> routes;
    private final Json json = new Json();

    public AdminApi(AdminToken token, KeysApi keys, UsageApi usage, TargetsApi targets, SnapshotApi snapshot) {
        this(
                token,
                Stream.of(keys.routes(), usage.routes(), targets.routes(), snapshot.routes())
                        .flatMap(List::stream)
                        .toList());
    }

    /** An API of these routes. */
    public AdminApi(AdminToken token, List<Route> routes) {
        this.token = token;
        this.routes = List.copyOf(routes);
    }

    /** The table: what is not in it is not served. */
    public List<Route> routes() {
        return routes;
    }

    @Override
    public CallReply handle(Call call) {
        try {
            return answer(call);
        } catch (Problem problem) {
            return json.reply(problem);
        } catch (StoreFailedException e) {
            LOG.warn("{} failed: the store threw {}", call, e.getMessage(), e);
            return json.reply(
                    new Problem(Kind.UNAVAILABLE, "store_unavailable", "The store does not answer: try again.")
                            .withHeader("retry-after", "2"));
        } catch (RuntimeException e) {
            LOG.error("{} failed", call, e);
            return json.reply(new Problem(Kind.INTERNAL, "internal_error", "The gateway failed: its log says why."));
        }
    }

    private CallReply answer(Call call) {
        if (!token.matches(call.bearer())) {
            throw refusal(call.bearer()).withHeader("www-authenticate", "Bearer");
        }
        if (call.body().length() > MAX_BODY) {
            throw new Problem(
                    Kind.TOO_LARGE,
                    "body_too_large",
                    "body: " + call.body().length() + " bytes (expected: at most " + MAX_BODY + ")");
        }
        List<String> allowed = new ArrayList<>();
        for (Route route : routes) {
            Optional<List<String>> ids = route.match(call.path());
            if (ids.isPresent() && route.method().equals(call.method())) {
                return route.handler().apply(question(route, ids.get(), call));
            }
            ids.ifPresent(_ -> allowed.add(route.method()));
        }
        if (allowed.isEmpty()) {
            throw Problem.notFound("Nothing is served at this path.");
        }
        String methods = allowed.stream().distinct().sorted().collect(Collectors.joining(", "));
        throw new Problem(Kind.METHOD_NOT_ALLOWED, "method_not_allowed", "This path serves " + methods + ".")
                .withHeader("allow", methods);
    }

    private static Problem refusal(Optional<String> bearer) {
        String message = bearer.isEmpty()
                ? "No admin token was sent: put the one in the data folder's file admin-token in the header"
                        + " 'Authorization: Bearer piup_admin_…'."
                : "This is not the admin token: it is in the data folder's file admin-token.";
        return new Problem(Kind.UNAUTHENTICATED, "invalid_admin_token", message);
    }

    private static Question question(Route route, List<String> ids, Call call) {
        for (String name : call.query().keySet()) {
            if (!route.query().contains(name)) {
                throw Nearest.unknown("parameter", name, route.query());
            }
        }
        return new Question(ids, call.query(), call.body());
    }
}
