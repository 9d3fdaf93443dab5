package io.piuptime.gateway.directory.codec;

import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.User;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Whose;
import io.piuptime.model.limit.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Parts of entries as fields. A limit of a measure or window that is not known here is left out: a newer program wrote it. One that
 * does not count everybody together has its measure in a field of its own, so that a program that knows none such leaves it out,
 * rather than hold everybody to it together.
 */
final class Parts {
    private Parts() {}

    static void write(Access access, FieldWriter out) {
        if (!access.equals(Access.ALL)) {
            out.nested(
                    Tag.ACCESS,
                    new FieldWriter()
                            .texts(Tag.OfAccess.MODEL, access.models())
                            .texts(Tag.OfAccess.ENDPOINT, access.endpoints())
                            .texts(Tag.OfAccess.ADDRESS, access.addresses()));
        }
    }

    static Access access(Fields in) {
        return in.nested(Tag.ACCESS).stream()
                .findFirst()
                .map(fields -> new Access(
                        fields.texts(Tag.OfAccess.MODEL),
                        fields.texts(Tag.OfAccess.ENDPOINT),
                        fields.texts(Tag.OfAccess.ADDRESS)))
                .orElse(Access.ALL);
    }

    static void write(List<Limit> limits, FieldWriter out) {
        for (Limit limit : limits) {
            boolean ofAll = limit.whose() instanceof Whose.All;
            FieldWriter fields = new FieldWriter()
                    .text(
                            ofAll ? Tag.OfLimit.MEASURE : Tag.OfLimit.MEASURE_OF_SOME,
                            limit.measure().id())
                    .text(Tag.OfLimit.WINDOW, limit.window().text())
                    .number(Tag.OfLimit.AMOUNT, limit.amount())
                    .flag(Tag.OfLimit.QUEUES, limit.queues());
            limit.model().ifPresent(model -> fields.text(Tag.OfLimit.MODEL, model));
            switch (limit.whose()) {
                case Whose.All _ -> {}
                case Whose.Each each -> fields.text(Tag.OfLimit.EACH, each.written());
                case Whose.Only only ->
                    fields.text(Tag.OfLimit.ONLY, only.subject().text());
            }
            out.nested(Tag.LIMIT, fields);
        }
    }

    static List<Limit> limits(Fields in) {
        return in.nested(Tag.LIMIT).stream()
                .flatMap(fields -> limit(fields).stream())
                .toList();
    }

    private static Optional<Limit> limit(Fields in) {
        Optional<String> ofSome = in.optionalText(Tag.OfLimit.MEASURE_OF_SOME);
        Optional<Whose> whose = ofSome.isEmpty() ? Optional.of(Whose.ALL) : whose(in);
        return Measure.of(ofSome.orElseGet(() -> in.text(Tag.OfLimit.MEASURE)))
                .flatMap(measure -> Window.parse(in.text(Tag.OfLimit.WINDOW))
                        .flatMap(window -> whose.map(of -> new Limit(
                                measure,
                                window,
                                in.number(Tag.OfLimit.AMOUNT, 0),
                                in.optionalText(Tag.OfLimit.MODEL),
                                in.flag(Tag.OfLimit.QUEUES),
                                of))));
    }

    private static Optional<Whose> whose(Fields in) {
        return Whose.parse(in.optionalText(Tag.OfLimit.EACH), in.optionalText(Tag.OfLimit.ONLY));
    }

    static void write(Map<String, String> marks, FieldWriter out) {
        new TreeMap<>(marks).forEach((name, value) -> out.nested(Tag.MARK, pair(name, value)));
    }

    static Map<String, String> marks(Fields in) {
        Map<String, String> marks = new TreeMap<>();
        in.nested(Tag.MARK).forEach(fields -> marks.put(fields.text(Tag.OfPair.FIRST), fields.text(Tag.OfPair.SECOND)));
        return marks;
    }

    static void writeGrants(List<User.Grant> grants, FieldWriter out) {
        for (User.Grant grant : grants) {
            FieldWriter fields = new FieldWriter().text(Tag.OfPair.FIRST, grant.role());
            grant.team().ifPresent(team -> fields.text(Tag.OfPair.SECOND, team));
            out.nested(Tag.GRANT, fields);
        }
    }

    static List<User.Grant> grants(Fields in) {
        return in.nested(Tag.GRANT).stream()
                .map(fields -> new User.Grant(fields.text(Tag.OfPair.FIRST), fields.optionalText(Tag.OfPair.SECOND)))
                .toList();
    }

    static void write(Subject subject, FieldWriter out) {
        out.nested(Tag.SUBJECT, pair(subject.level().id(), subject.id()));
    }

    static Subject subject(Fields in) {
        Fields fields = in.nested(Tag.SUBJECT).getFirst();
        String level = fields.text(Tag.OfPair.FIRST);
        return new Subject(
                Level.of(level)
                        .orElseThrow(
                                () -> new IllegalArgumentException("level: " + level + " (expected: a known one)")),
                fields.text(Tag.OfPair.SECOND));
    }

    static void writeCaps(List<Budget.Cap> caps, FieldWriter out) {
        for (Budget.Cap cap : caps) {
            out.nested(
                    Tag.CAP,
                    new FieldWriter()
                            .text(Tag.OfLimit.WINDOW, cap.window().text())
                            .number(Tag.OfLimit.AMOUNT, cap.micros()));
        }
    }

    /** All of them: a budget with a cap that is not known here is not known here, rather than wider than it was made. */
    static List<Budget.Cap> caps(Fields in) {
        return in.nested(Tag.CAP).stream()
                .map(fields ->
                        new Budget.Cap(window(fields.text(Tag.OfLimit.WINDOW)), fields.number(Tag.OfLimit.AMOUNT, 0)))
                .toList();
    }

    private static Window window(String text) {
        return Window.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("window: " + text + " (expected: a known one)"));
    }

    private static FieldWriter pair(String first, String second) {
        return new FieldWriter().text(Tag.OfPair.FIRST, first).text(Tag.OfPair.SECOND, second);
    }
}
