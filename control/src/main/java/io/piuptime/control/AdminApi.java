package io.piuptime.control;

import io.piuptime.control.access.Caller;
import io.piuptime.control.api.Json;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Problem.Kind;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.control.register.Register;
import io.piuptime.gateway.accept.admin.Call;
import io.piuptime.gateway.accept.admin.CallHandler;
import io.piuptime.gateway.accept.admin.CallReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin API. Whatever is asked, it is found out first who asks; then only what stands in the table of routes is answered, to
 * whoever may do that there, and what goes wrong becomes an error that tells nothing of the inside.
 */
public final class AdminApi implements CallHandler {

    private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);

    private final Door door;
    private final Gate gate;
    private final Repeats repeats;
    private final List<Route> routes;
    private final Json json = new Json();

    /**
     * The API.
     *
     * @param routes the table, in which each path and method stands once
     */
    public AdminApi(Door door, Register register, Repeats repeats, List<Route> routes) {
        this.door = door;
        this.gate = new Gate(register);
        this.repeats = repeats;
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
        Caller caller = door.admit(call.bearer(), call.address());
        int most = Call.largest(call.path());
        if (call.body().length() > most) {
            throw new Problem(
                    Kind.TOO_LARGE,
                    "body_too_large",
                    "body: " + call.body().length() + " bytes (expected: at most " + most + ")");
        }
        List<String> allowed = new ArrayList<>();
        for (Route route : routes) {
            Optional<List<String>> ids = route.match(call.path());
            if (ids.isPresent() && route.method().equals(call.method())) {
                Question question = gate.admit(caller, route, ids.get(), call);
                return repeats.answer(caller, call, () -> route.handler().apply(question));
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
}
