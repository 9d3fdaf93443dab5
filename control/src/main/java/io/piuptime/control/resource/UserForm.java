package io.piuptime.control.resource;

import io.piuptime.control.access.Caller;
import io.piuptime.control.access.Roles;
import io.piuptime.control.access.ShippedRole;
import io.piuptime.control.api.Flaws;
import io.piuptime.control.api.LimitBody;
import io.piuptime.control.api.Problem;
import io.piuptime.control.register.Register;
import io.piuptime.gateway.directory.DirectoryStore.Witness;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.User;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Users of a tenant, and those who look after all of them. */
final class UserForm implements Form<User> {
    private static final int MOST_GRANTS = 100;

    private final Register register;
    private final Roles roles;
    private final Tenancy tenancy;

    UserForm(Register register, Roles roles) {
        this.register = register;
        this.roles = roles;
        this.tenancy = new Tenancy(register);
    }

    /** What the API takes. */
    record Body(
            Optional<String> tenant,
            Optional<String> name,
            Optional<List<GrantBody>> grants,
            Optional<List<LimitBody>> limits,
            Optional<Boolean> active)
            implements LevelFields.Body {}

    /** A role, and the team in which it counts. */
    record GrantBody(Optional<String> role, Optional<String> team) {}

    @Override
    public Kind kind() {
        return Kind.USER;
    }

    @Override
    public Class<User> type() {
        return User.class;
    }

    @Override
    public Set<String> filters() {
        return Set.of("tenant", "team");
    }

    @Override
    public User read(Draft<User> draft) {
        Body body = draft.body(Body.class);
        Flaws flaws = new Flaws();
        LevelFields fields =
                LevelFields.read(body, draft.before().map(User::createdAt).orElse(draft.now()), flaws);
        String tenant = tenancy.orEverywhere(draft, body.tenant(), flaws);
        List<User.Grant> grants = grants(draft.caller(), tenant, body.grants().orElse(List.of()), flaws);
        flaws.end();
        return new User(
                draft.id(), tenant, fields.name(), grants, fields.limits(), fields.active(), fields.createdAt());
    }

    @Override
    public Map<String, Object> view(User user) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("tenant", user.tenant());
        view.putAll(new LevelFields(user.name(), user.limits(), user.active(), user.createdAt()).view());
        view.put("grants", user.grants().stream().map(UserForm::view).toList());
        return view;
    }

    @Override
    public Optional<Witness> guard(Caller caller, Optional<User> before, Optional<User> after) {
        before.ifPresent(user -> covered(caller, user));
        after.ifPresent(user -> covered(caller, user));
        boolean ends = before.filter(UserForm::owns).isPresent()
                && after.filter(UserForm::owns).isEmpty();
        if (!ends) {
            return Optional.empty();
        }
        // whoever removes that one at this moment does so beside this one: only one of the two is done
        return Optional.of(register.otherUser(before.orElseThrow(), UserForm::owns)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.CONFLICT,
                        "last_owner",
                        "owners: none but this one (expected: another active user with the role owner, who stays)")));
    }

    private void covered(Caller caller, User user) {
        if (!caller.covers(roles.caller(user))) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    "forbidden",
                    "grants: more than the caller has (expected: roles that allow no more than the caller may)");
        }
    }

    /** Whether somebody may do everything in the whole tenant. */
    private static boolean owns(User user) {
        return user.active()
                && user.grants().stream()
                        .anyMatch(
                                grant -> grant.team().isEmpty() && grant.role().equals(ShippedRole.OWNER.id()));
    }

    private List<User.Grant> grants(Caller caller, String tenant, List<GrantBody> bodies, Flaws flaws) {
        if (bodies.size() > MOST_GRANTS) {
            flaws.add("grants", Integer.toString(bodies.size()), "at most " + MOST_GRANTS);
            return List.of();
        }
        List<User.Grant> grants = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            String field = "grants[" + i + "]";
            if (bodies.get(i) == null) {
                flaws.add(field, "null", "an object");
                continue;
            }
            String role = bodies.get(i).role().orElse("");
            Optional<String> team = bodies.get(i).team();
            if (roles.permissions(role, tenant).isEmpty()) {
                flaws.add(field + ".role", Problem.shown(role), shipped() + ", or the id of one of the tenant's own");
            }
            if (team.isPresent() && !isOf(caller, tenant, team.get())) {
                flaws.add(field + ".team", Problem.shown(team.get()), "the id of a team of the tenant");
            }
            grants.add(new User.Grant(role, team));
        }
        if (new HashSet<>(grants).size() < grants.size()) {
            flaws.add("grants", "one is given twice", "each once");
        }
        return grants;
    }

    private boolean isOf(Caller caller, String tenant, String team) {
        return register.find(caller, Kind.TEAM, team)
                .map(found -> (Team) found.entry())
                .filter(entry -> entry.tenant().equals(tenant))
                .isPresent();
    }

    private static String shipped() {
        return Arrays.stream(ShippedRole.values()).map(ShippedRole::id).collect(Collectors.joining(", "));
    }

    private static Map<String, Object> view(User.Grant grant) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("role", grant.role());
        view.put("team", grant.team());
        return view;
    }
}
