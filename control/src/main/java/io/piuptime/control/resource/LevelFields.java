package io.piuptime.control.resource;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.api.Flaws;
import io.piuptime.control.api.LimitBody;
import io.piuptime.model.limit.Limit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tenants, teams, applications and users have alike. */
record LevelFields(String name, List<Limit> limits, boolean active, Instant createdAt) {
    LevelFields {
        requireNonNull(name, "name");
        limits = List.copyOf(limits);
        requireNonNull(createdAt, "createdAt");
    }

    /** The fields as the API takes them. */
    interface Body {
        Optional<String> name();

        Optional<List<LimitBody>> limits();

        Optional<Boolean> active();
    }

    /** The fields of a body; what is wrong with them is noted. */
    static LevelFields read(Body body, Instant createdAt, Flaws flaws) {
        return new LevelFields(
                flaws.name(body.name()),
                LimitBody.read(body.limits(), flaws),
                body.active().orElse(true),
                createdAt);
    }

    /** The fields as the API shows them. */
    Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", name);
        view.put("limits", limits.stream().map(LimitBody::of).toList());
        view.put("active", active);
        view.put("createdAt", Form.written(createdAt));
        return view;
    }
}
