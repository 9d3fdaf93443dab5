package io.piuptime.control;

import io.piuptime.control.access.Caller;
import io.piuptime.control.access.Found;
import io.piuptime.control.access.Permission;
import io.piuptime.control.access.Place;
import io.piuptime.control.api.Nearest;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.Scope;
import io.piuptime.control.register.Entries;
import io.piuptime.control.register.Register;
import io.piuptime.gateway.accept.admin.Call;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.directory.User;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call through to its route if the caller has the route's permission where its scope says. Nothing gets past it: a route
 * without permission and scope cannot be written.
 */
final class Gate {
    private static final String TENANT = "tenant";

    private final Register register;

    Gate(Register register) {
        this.register = register;
    }

    /**
     * The call, as its handler may see it.
     *
     * @throws io.piuptime.control.api.Problem when the caller may not do this
     */
    Question admit(Caller caller, Route route, List<String> ids, Call call) {
        Optional<Found> entry = switch (route.scope()) {
            case Scope.Node _ -> {
                Register.demand(caller, route.permission(), Place.EVERYWHERE);
                yield Optional.empty();
            }
            case Scope.Path path -> Optional.of(entry(caller, route, path.kind(), ids.getFirst()));
            case Scope.Tenancy _ -> {
                tenancy(caller, route, Optional.ofNullable(call.query().get(TENANT)));
                yield Optional.empty();
            }
            case Scope.Visible _ -> {
                somewhere(caller, route.permission());
                visible(caller, call);
                yield Optional.empty();
            }
            case Scope.Body _ -> {
                somewhere(caller, route.permission());
                yield Optional.empty();
            }
        };
        for (String name : call.query().keySet()) {
            if (!route.query().contains(name)) {
                throw Nearest.unknown("parameter", name, route.query());
            }
        }
        return new Question(caller, ids, entry, call.query(), call.headers(), call.body());
    }

    private Found entry(Caller caller, Route route, Kind kind, String id) {
        Found found = register.find(caller, kind, id).orElseThrow(() -> Register.nothing(kind, id));
        Entries entries = register.entries();
        Place place = route.reads() ? entries.place(found.entry()) : entries.above(found.entry());
        Register.demand(caller, route.permission(), place);
        return found;
    }

    private void tenancy(Caller caller, Route route, Optional<String> named) {
        String tenant = named.orElse(caller.tenant());
        boolean all = tenant.equals(User.EVERYWHERE) || (tenant.equals(Tenant.DEFAULT) && !route.reads());
        Register.demand(caller, route.permission(), all ? Place.EVERYWHERE : Place.tenant(tenant));
        boolean removes = route.method().equals("DELETE");
        if (named.isPresent()
                && !route.reads()
                && !removes
                && register.find(caller, Kind.TENANT, tenant).isEmpty()) {
            throw Register.nothing(Kind.TENANT, tenant);
        }
    }

    private static void somewhere(Caller caller, Permission permission) {
        if (!caller.maySomewhere(permission)) {
            throw Register.forbidden(permission, "somewhere");
        }
    }

    /** Those who look after all tenants may ask for what is gone, too. */
    private void visible(Caller caller, Call call) {
        if (caller.everywhere()) {
            return;
        }
        known(caller, Kind.TENANT, call.query().get(TENANT));
        known(caller, Kind.TEAM, call.query().get("team"));
    }

    /** The caller's own tenant is known even to those who have rights in a team of it only. */
    private void known(Caller caller, Kind kind, @Nullable String id) {
        if (id != null
                && !id.isEmpty()
                && !id.equals(caller.tenant())
                && register.find(caller, kind, id).isEmpty()) {
            throw Register.nothing(kind, id);
        }
    }
}
