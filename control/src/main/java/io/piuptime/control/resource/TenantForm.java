package io.piuptime.control.resource;

import io.piuptime.control.api.Flaws;
import io.piuptime.control.api.LimitBody;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.limit.Limit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tenants. */
final class TenantForm implements Form<Tenant> {
    /** What the API takes. */
    record Body(
            Optional<String> name,
            Optional<AccessBody> access,
            Optional<List<LimitBody>> limits,
            Optional<Boolean> active) {}

    @Override
    public Kind kind() {
        return Kind.TENANT;
    }

    @Override
    public Class<Tenant> type() {
        return Tenant.class;
    }

    @Override
    public Set<String> filters() {
        return Set.of();
    }

    @Override
    public Tenant read(Draft<Tenant> draft) {
        Body body = draft.body(Body.class);
        Flaws flaws = new Flaws();
        String name = flaws.name(body.name());
        Access access = AccessBody.read(body.access(), flaws);
        List<Limit> limits = LimitBody.read(body.limits(), flaws);
        flaws.end();
        return new Tenant(
                draft.id(),
                name,
                access,
                limits,
                body.active().orElse(true),
                draft.before().map(Tenant::createdAt).orElse(draft.now()));
    }

    @Override
    public Map<String, Object> view(Tenant tenant) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", tenant.name());
        view.put("access", AccessBody.view(tenant.access()));
        view.put("limits", tenant.limits().stream().map(LimitBody::of).toList());
        view.put("active", tenant.active());
        view.put("createdAt", Form.written(tenant.createdAt()));
        return view;
    }
}
