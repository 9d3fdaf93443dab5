package io.piuptime.control.api;

import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Whose;
import io.piuptime.model.limit.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A limit as the API takes and shows it. */
public record LimitBody(
        Optional<String> measure,
        Optional<String> window,
        Optional<Long> amount,
        Optional<String> model,
        Optional<String> each,
        Optional<String> only,
        Optional<Boolean> queues) {
    /** How windows are written. */
    public static final String WINDOWS =
            "minute, hour, day, week, month, total, or rolling and a length such as 'rolling 5h'";

    private static final int MOST = 50;
    private static final int LONGEST_MODEL = 200;
    private static final int LONGEST_SUBJECT = 600;

    /** The limits of a list; what is wrong with them is noted. */
    public static List<Limit> read(Optional<List<LimitBody>> bodies, Flaws flaws) {
        List<LimitBody> all = bodies.orElse(List.of());
        if (all.size() > MOST) {
            flaws.add("limits", Integer.toString(all.size()), "at most " + MOST);
            return List.of();
        }
        List<Limit> limits = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            String field = "limits[" + i + "]";
            if (all.get(i) == null) {
                flaws.add(field, "null", "an object");
                continue;
            }
            all.get(i).read(field, flaws).ifPresent(limit -> {
                limits.add(limit);
                if (!ids.add(limit.id())) {
                    flaws.add(field, limit.id(), "each measure, window and model once");
                }
            });
        }
        return limits;
    }

    /** The limit as the API shows it. */
    public static LimitBody of(Limit limit) {
        return new LimitBody(
                Optional.of(limit.measure().id()),
                Optional.of(limit.window().text()),
                Optional.of(limit.amount()),
                limit.model(),
                limit.whose() instanceof Whose.Each each ? Optional.of(each.written()) : Optional.empty(),
                limit.whose() instanceof Whose.Only only
                        ? Optional.of(only.subject().text())
                        : Optional.empty(),
                Optional.of(limit.queues()));
    }

    /**
     * The limits of a list.
     *
     * @throws Problem with all that is wrong with them
     */
    public static List<Limit> check(List<LimitBody> bodies) {
        Flaws flaws = new Flaws();
        List<Limit> limits = read(Optional.of(bodies), flaws);
        flaws.end();
        return limits;
    }

    private Optional<Limit> read(String field, Flaws flaws) {
        Optional<Measure> counted = measure.flatMap(Measure::of);
        if (counted.isEmpty()) {
            flaws.add(
                    field + ".measure",
                    shown(measure),
                    Arrays.stream(Measure.values()).map(Measure::id).collect(Collectors.joining(", ")));
        }
        boolean concurrent = counted.filter(Measure.CONCURRENT::equals).isPresent();
        Optional<Window> over = window.or(() -> concurrent ? Optional.of("total") : Optional.empty())
                .flatMap(Window::parse);
        if (over.isEmpty()) {
            flaws.add(field + ".window", shown(window), WINDOWS);
        }
        boolean misplaced = concurrent
                && over.filter(window -> !(window instanceof Window.Total)).isPresent();
        if (misplaced) {
            flaws.add(field + ".window", shown(window), "none for concurrent");
        }
        boolean counts = amount.filter(number -> number >= 0).isPresent();
        if (!counts) {
            flaws.add(field + ".amount", amount.map(String::valueOf).orElse("missing"), ">= 0");
        }
        model.ifPresent(name -> flaws.text(field + ".model", name, LONGEST_MODEL));
        Optional<Whose> whose = whose(field, flaws);
        return counted.isEmpty() || over.isEmpty() || misplaced || !counts || whose.isEmpty()
                ? Optional.empty()
                : Optional.of(new Limit(
                        counted.get(), over.get(), amount.orElseThrow(), model, queues.orElse(false), whose.get()));
    }

    private Optional<Whose> whose(String field, Flaws flaws) {
        each.ifPresent(text -> flaws.text(field + ".each", text, LONGEST_MODEL));
        only.ifPresent(text -> flaws.text(field + ".only", text, LONGEST_SUBJECT));
        Optional<Whose> whose = Whose.parse(each, only);
        if (each.filter(text -> Whose.Each.parse(text).isEmpty()).isPresent()) {
            flaws.add(field + ".each", shown(each), Whose.EACH);
        } else if (whose.isEmpty()) {
            flaws.add(field + ".only", shown(only), Whose.ONLY);
        }
        return whose;
    }

    private static String shown(Optional<String> text) {
        return Problem.shown(text.orElse(""));
    }
}
