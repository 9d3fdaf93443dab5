package io.piuptime.control.resource;

import io.piuptime.control.access.Caller;
import io.piuptime.control.access.Permission;
import io.piuptime.control.access.Place;
import io.piuptime.control.access.Roles;
import io.piuptime.control.access.ShippedRole;
import io.piuptime.control.api.Flaws;
import io.piuptime.control.api.Problem;
import io.piuptime.gateway.directory.DirectoryStore.Witness;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Role;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Roles that tenants make for themselves. */
final class RoleForm implements Form<Role> {
    private final Tenancy tenancy;

    RoleForm(Tenancy tenancy) {
        this.tenancy = tenancy;
    }

    /** What the API takes. */
    record Body(Optional<String> tenant, Optional<String> name, Optional<List<String>> permissions) {}

    @Override
    public Kind kind() {
        return Kind.ROLE;
    }

    @Override
    public Class<Role> type() {
        return Role.class;
    }

    @Override
    public Set<String> filters() {
        return Set.of("tenant");
    }

    @Override
    public Role read(Draft<Role> draft) {
        Body body = draft.body(Body.class);
        Flaws flaws = new Flaws();
        String name = flaws.name(body.name());
        if (ShippedRole.of(name).isPresent()) {
            flaws.add("name", Problem.shown(name), "another name than those of " + shippedNames());
        }
        List<String> permissions = body.permissions().orElse(List.of());
        permissions.stream()
                .filter(word -> word == null || Permission.of(word).isEmpty())
                .forEach(word -> flaws.add("permissions", Problem.shown(String.valueOf(word)), words()));
        String tenant = tenancy.orEverywhere(draft, body.tenant(), flaws);
        flaws.end();
        return new Role(draft.id(), tenant, name, new HashSet<>(permissions));
    }

    @Override
    public Map<String, Object> view(Role role) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("tenant", role.tenant());
        view.put("name", role.name());
        view.put("permissions", role.permissions().stream().sorted().toList());
        return view;
    }

    @Override
    public Optional<Witness> guard(Caller caller, Optional<Role> before, Optional<Role> after) {
        before.ifPresent(role -> covered(caller, role));
        after.ifPresent(role -> covered(caller, role));
        return Optional.empty();
    }

    @Override
    public Map<String, Object> besides() {
        return Map.of(
                "shipped",
                Arrays.stream(ShippedRole.values()).map(RoleForm::shipped).toList());
    }

    private static void covered(Caller caller, Role role) {
        if (!caller.at(Place.tenant(role.tenant())).containsAll(Roles.permissions(role))) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    "forbidden",
                    "permissions: more than the caller has (expected: none that the caller lacks)");
        }
    }

    private static Map<String, Object> shipped(ShippedRole role) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", role.id());
        view.put(
                "permissions",
                role.permissions().stream().map(Permission::word).sorted().toList());
        return view;
    }

    private static String shippedNames() {
        return Arrays.stream(ShippedRole.values()).map(ShippedRole::id).collect(Collectors.joining(", "));
    }

    private static String words() {
        return Arrays.stream(Permission.values()).map(Permission::word).collect(Collectors.joining(", "));
    }
}
