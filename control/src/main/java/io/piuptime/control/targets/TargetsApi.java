package io.piuptime.control.targets;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.access.Permission;
import io.piuptime.control.api.Json;
import io.piuptime.control.api.Moments;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.Scope;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.health.seen.SeenTarget;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** The route at {@code /admin/v1/targets}. */
public final class TargetsApi {
    private static final double NANOS_IN_A_MILLI = 1e6;
    private static final double PERCENT = 100;

    private final Supplier<List<SeenTarget>> targets;
    private final InstantSource clock;
    private final Json json = new Json();

    public TargetsApi(Supplier<List<SeenTarget>> targets, InstantSource clock) {
        this.targets = requireNonNull(targets, "targets");
        this.clock = requireNonNull(clock, "clock");
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/admin/v1/targets", Permission.TARGETS_READ, new Scope.Node(), Set.of(), this::list));
    }

    private CallReply list(Question question) {
        return json.reply(
                200, Map.of("targets", targets.get().stream().map(this::object).toList()));
    }

    private Map<String, Object> object(SeenTarget seen) {
        SeenTarget.State state = seen.state();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("target", seen.name().target());
        object.put("credential", seen.name().credential());
        object.put("models", seen.name().models());
        object.put("standing", state.doing().name().toLowerCase(Locale.ROOT));
        object.put("inFlight", state.inFlight());
        object.put("places", optional(state.places()));
        object.put("waiting", state.waiting());
        object.put(
                "firstTokenMillis",
                state.firstTokenNanos().isPresent()
                        ? Optional.of(Math.round(state.firstTokenNanos().getAsLong() / NANOS_IN_A_MILLI))
                        : Optional.empty());
        object.put("remaining", Math.round(state.remaining() * PERCENT) / PERCENT);
        object.put(
                "pausedUntil",
                state.pauseNanos() > 0
                        ? Optional.of(Moments.write(clock.instant().plusNanos(state.pauseNanos())))
                        : Optional.empty());
        return object;
    }

    private static Optional<Integer> optional(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
