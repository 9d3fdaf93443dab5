package io.piuptime.control.resource;

import io.piuptime.control.api.Flaws;
import io.piuptime.control.api.LimitBody;
import io.piuptime.control.api.Problem;
import io.piuptime.control.register.Register;
import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.directory.User;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Budgets of a tenant and of whoever belongs to it. */
final class BudgetForm implements Form<Budget> {
    private static final int MOST_CAPS = 10;
    private static final int MOST_ALERTS = 10;
    private static final int MOST_PERCENT = 1_000;
    private static final int LONGEST = 200;
    /** A thousand million dollars. */
    private static final long MOST_MICROS = 1_000_000_000_000_000L;

    private final Register register;
    private final Tenancy tenancy;

    BudgetForm(Register register) {
        this.register = register;
        this.tenancy = new Tenancy(register);
    }

    /** What the API takes. */
    record Body(
            Optional<String> tenant,
            Optional<String> name,
            Optional<SubjectBody> subject,
            Optional<List<CapBody>> caps,
            Optional<Boolean> strict,
            Optional<List<Integer>> alerts,
            Optional<String> fallback,
            Optional<Boolean> active) {}

    /** On whose exchanges. */
    record SubjectBody(Optional<String> level, Optional<String> id) {}

    /** How much in which window. */
    record CapBody(Optional<String> window, Optional<Long> micros) {}

    @Override
    public Kind kind() {
        return Kind.BUDGET;
    }

    @Override
    public Class<Budget> type() {
        return Budget.class;
    }

    @Override
    public Set<String> filters() {
        return Set.of("tenant", "team");
    }

    @Override
    public Budget read(Draft<Budget> draft) {
        Body body = draft.body(Body.class);
        Flaws flaws = new Flaws();
        String name = flaws.name(body.name());
        String tenant = tenancy.of(draft, body.tenant(), flaws);
        Optional<Subject> subject = subject(body.subject(), tenant, flaws);
        draft.before()
                .map(Budget::subject)
                .ifPresent(before -> flaws.same("subject", subject.map(Subject::text), before.text()));
        List<Budget.Cap> caps = caps(body.caps().orElse(List.of()), flaws);
        List<Integer> alerts = alerts(body.alerts().orElse(List.of()), flaws);
        body.fallback().ifPresent(model -> flaws.text("fallback", model, LONGEST));
        flaws.end();
        Subject bound = subject.orElseThrow();
        referred(draft, tenant, bound);
        return new Budget(
                draft.id(),
                tenant,
                name,
                bound,
                caps,
                body.strict().orElse(true),
                alerts,
                body.fallback(),
                body.active().orElse(true));
    }

    @Override
    public Map<String, Object> view(Budget budget) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("tenant", budget.tenant());
        view.put("name", budget.name());
        view.put(
                "subject",
                Map.of(
                        "level",
                        budget.subject().level().id(),
                        "id",
                        budget.subject().id()));
        view.put(
                "caps",
                budget.caps().stream()
                        .map(cap -> Map.of("window", cap.window().text(), "micros", cap.micros()))
                        .toList());
        view.put("strict", budget.strict());
        view.put("alerts", budget.alerts());
        view.put("fallback", budget.fallback());
        view.put("active", budget.active());
        return view;
    }

    private static Optional<Subject> subject(Optional<SubjectBody> body, String tenant, Flaws flaws) {
        Optional<Level> level = body.map(given -> given.level().orElse(""))
                .or(() -> Optional.of(Level.TENANT.id()))
                .flatMap(Level::of);
        if (level.isEmpty()) {
            flaws.add(
                    "subject.level",
                    body.flatMap(SubjectBody::level).map(Problem::shown).orElse("missing"),
                    Arrays.stream(Level.values()).map(Level::id).collect(Collectors.joining(", ")));
            return Optional.empty();
        }
        boolean own = level.get() == Level.TENANT;
        String id = body.flatMap(SubjectBody::id).orElse(own ? tenant : "");
        if (own && !id.equals(tenant)) {
            flaws.add("subject.id", Problem.shown(id), "the budget's own tenant");
        }
        if (level.get() == Level.TAG && id.indexOf('=') < 1) {
            flaws.add("subject.id", Problem.shown(id), "a tag such as project=alpha");
        }
        flaws.text("subject.id", id, LONGEST);
        return id.isBlank() ? Optional.empty() : Optional.of(new Subject(level.get(), id));
    }

    /** Refuses a subject that the tenant does not have. */
    private void referred(Form.Draft<Budget> draft, String tenant, Subject subject) {
        String id = subject.id();
        Optional<Entry> entry = switch (subject.level()) {
            case TEAM -> Optional.of(register.referred(draft.caller(), Team.class, Kind.TEAM, id));
            case APPLICATION -> Optional.of(register.referred(draft.caller(), Application.class, Kind.APPLICATION, id));
            case KEY -> Optional.of(register.referred(draft.caller(), KeyEntry.class, Kind.KEY, id));
            case USER -> Optional.of(register.referred(draft.caller(), User.class, Kind.USER, id));
            case TENANT -> Optional.of(register.referred(draft.caller(), Tenant.class, Kind.TENANT, id));
            case END_USER, TAG, MODEL -> Optional.empty();
        };
        if (entry.filter(found -> !found.tenant().equals(tenant)).isPresent()) {
            Flaws flaws = new Flaws();
            flaws.add("subject.id", Problem.shown(id), "one of the tenant " + Problem.shown(tenant));
            flaws.end();
        }
    }

    private static List<Budget.Cap> caps(List<CapBody> bodies, Flaws flaws) {
        if (bodies.isEmpty() || bodies.size() > MOST_CAPS) {
            flaws.add("caps", Integer.toString(bodies.size()), "1 to " + MOST_CAPS);
            return List.of();
        }
        List<Budget.Cap> caps = new ArrayList<>();
        Set<String> windows = new HashSet<>();
        for (int i = 0; i < bodies.size(); i++) {
            String field = "caps[" + i + "]";
            Optional<CapBody> cap = Optional.ofNullable(bodies.get(i));
            Optional<String> text = cap.flatMap(CapBody::window);
            Optional<Window> window = text.flatMap(Window::parse);
            if (window.isEmpty()) {
                flaws.add(field + ".window", text.map(Problem::shown).orElse("missing"), LimitBody.WINDOWS);
            }
            Optional<Long> micros = cap.flatMap(CapBody::micros);
            if (micros.filter(money -> money >= 0 && money <= MOST_MICROS).isEmpty()) {
                flaws.add(
                        field + ".micros",
                        micros.map(String::valueOf).orElse("missing"),
                        "0 to " + MOST_MICROS + " millionths of a dollar");
            } else if (window.isPresent() && windows.add(window.get().text())) {
                caps.add(new Budget.Cap(window.get(), micros.get()));
            } else if (window.isPresent()) {
                flaws.add(field + ".window", window.get().text(), "each window once");
            }
        }
        return caps;
    }

    private static List<Integer> alerts(List<Integer> given, Flaws flaws) {
        boolean fit = given.size() <= MOST_ALERTS
                && given.stream().allMatch(percent -> percent != null && percent >= 1 && percent <= MOST_PERCENT)
                && new HashSet<>(given).size() == given.size();
        if (!fit) {
            flaws.add(
                    "alerts",
                    String.valueOf(given),
                    "at most " + MOST_ALERTS + " different per cent, 1 to " + MOST_PERCENT);
            return List.of();
        }
        return given.stream().sorted().toList();
    }
}
