package io.piuptime.control.resource;

import io.piuptime.control.api.Flaws;
import io.piuptime.control.api.LimitBody;
import io.piuptime.control.register.Register;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Team;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Applications of a team. */
final class ApplicationForm implements Form<Application> {
    private final Register register;

    ApplicationForm(Register register) {
        this.register = register;
    }

    /** What the API takes. */
    record Body(
            Optional<String> tenant,
            Optional<String> team,
            Optional<String> name,
            Optional<AccessBody> access,
            Optional<List<LimitBody>> limits,
            Optional<Boolean> active)
            implements LevelFields.Body {}

    @Override
    public Kind kind() {
        return Kind.APPLICATION;
    }

    @Override
    public Class<Application> type() {
        return Application.class;
    }

    @Override
    public Set<String> filters() {
        return Set.of("tenant", "team");
    }

    @Override
    public Application read(Draft<Application> draft) {
        Body body = draft.body(Body.class);
        Flaws flaws = new Flaws();
        LevelFields fields = LevelFields.read(
                body, draft.before().map(Application::createdAt).orElse(draft.now()), flaws);
        Access access = AccessBody.read(body.access(), flaws);
        draft.before().ifPresent(before -> flaws.same("team", body.team(), before.team()));
        if (draft.before().isEmpty() && body.team().isEmpty()) {
            flaws.add("team", "missing", "the id of a team");
        }
        flaws.end();
        Team team = register.referred(
                draft.caller(),
                Team.class,
                Kind.TEAM,
                draft.before().map(Application::team).or(body::team).orElseThrow());
        flaws.same("tenant", body.tenant(), team.tenant());
        flaws.end();
        return new Application(
                draft.id(),
                team.tenant(),
                team.id(),
                fields.name(),
                access,
                fields.limits(),
                fields.active(),
                fields.createdAt());
    }

    @Override
    public Map<String, Object> view(Application application) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("tenant", application.tenant());
        view.put("team", application.team());
        view.putAll(
                new LevelFields(application.name(), application.limits(), application.active(), application.createdAt())
                        .view());
        view.put("access", AccessBody.view(application.access()));
        return view;
    }
}
