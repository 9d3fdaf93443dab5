package io.piuptime.control.resource;

import io.piuptime.control.api.Flaws;
import io.piuptime.control.api.LimitBody;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Tenant;
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
            Optional<Boolean> active)
            implements LevelFields.Body {}

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
        LevelFields fields =
                LevelFields.read(body, draft.before().map(Tenant::createdAt).orElse(draft.now()), flaws);
        Access access = AccessBody.read(body.access(), flaws);
        flaws.end();
        return new Tenant(draft.id(), fields.name(), access, fields.limits(), fields.active(), fields.createdAt());
    }

    @Override
    public Map<String, Object> view(Tenant tenant) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.putAll(new LevelFields(tenant.name(), tenant.limits(), tenant.active(), tenant.createdAt()).view());
        view.put("access", AccessBody.view(tenant.access()));
        return view;
    }
}
