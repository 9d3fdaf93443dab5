package io.piuptime.control.resource;

import io.piuptime.control.api.Flaws;
import io.piuptime.control.api.LimitBody;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Team;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Teams of a tenant. */
final class TeamForm implements Form<Team> {
    private final Tenancy tenancy;

    TeamForm(Tenancy tenancy) {
        this.tenancy = tenancy;
    }

    /** What the API takes. */
    record Body(
            Optional<String> tenant,
            Optional<String> name,
            Optional<AccessBody> access,
            Optional<List<LimitBody>> limits,
            Optional<Boolean> active)
            implements LevelFields.Body {}

    @Override
    public Kind kind() {
        return Kind.TEAM;
    }

    @Override
    public Class<Team> type() {
        return Team.class;
    }

    @Override
    public Set<String> filters() {
        return Set.of("tenant");
    }

    @Override
    public Team read(Draft<Team> draft) {
        Body body = draft.body(Body.class);
        Flaws flaws = new Flaws();
        LevelFields fields =
                LevelFields.read(body, draft.before().map(Team::createdAt).orElse(draft.now()), flaws);
        Access access = AccessBody.read(body.access(), flaws);
        String tenant = tenancy.of(draft, body.tenant(), flaws);
        flaws.end();
        return new Team(
                draft.id(), tenant, fields.name(), access, fields.limits(), fields.active(), fields.createdAt());
    }

    @Override
    public Map<String, Object> view(Team team) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("tenant", team.tenant());
        view.putAll(new LevelFields(team.name(), team.limits(), team.active(), team.createdAt()).view());
        view.put("access", AccessBody.view(team.access()));
        return view;
    }
}
