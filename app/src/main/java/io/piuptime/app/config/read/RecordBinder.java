package io.piuptime.app.config.read;

import io.piuptime.app.config.Describe;
import io.piuptime.app.config.ModelConfig;
import io.piuptime.app.config.read.Node.Bound;
import io.piuptime.app.config.read.Node.Entries;
import io.piuptime.app.config.read.Node.Entry;
import io.piuptime.app.config.read.Node.Items;
import io.piuptime.app.config.read.Node.Spot;
import io.piuptime.app.config.read.Node.Text;
import io.piuptime.catalog.Nearest;
import io.piuptime.catalog.row.Row;
import io.piuptime.model.catalog.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of nodes: a key for each component, in kebab case. Everything that does not fit becomes a problem; where a
 * default can stand in, the rest is still looked at.
 */
final class RecordBinder {
    private static final String HEADERS = ".headers.";
    /** The section of which there may be very many. */
    private static final String MODELS = "models";

    private final References references;
    private final Scalars scalars;
    private final Problems problems;
    private final Set<String> ignorable;
    private final Map<Class<?>, Form> forms = new HashMap<>();
    /** What stands in for components that nothing is written of, which is the same each time. */
    private final IdentityHashMap<Part, Object> absent = new IdentityHashMap<>();

    /** What a record is made of. */
    private record Form(List<Part> parts, Constructor<?> constructor) {}

    /** One component of a record. */
    private record Part(String key, Class<?> type, Type generic, Describe describe) {}

    RecordBinder(References references, Problems problems) {
        this(references, problems, Set.of());
    }

    /**
     * One for a text that another version may have written.
     *
     * @param ignorable names of keys that are no problem where they are not known
     */
    RecordBinder(References references, Problems problems, Set<String> ignorable) {
        this.references = references;
        this.ignorable = Set.copyOf(ignorable);
        this.scalars = new Scalars(references::file);
        this.problems = problems;
    }

    /** The record that a node describes; empty if something is missing that has no default. */
    <R extends Record> Optional<R> bind(Class<R> type, Node node) {
        return record(type, node, "").map(type::cast);
    }

    /** Makes records of values as they are read; what something is wrong with is left as it is, to be told of at its time. */
    YamlReader.Early early() {
        Problems own = new Problems();
        RecordBinder binder = new RecordBinder(references.telling(own), own);
        return (section, key, value) -> {
            if (!section.equals(MODELS)) {
                return value;
            }
            Optional<Object> made = binder.record(ModelConfig.class, value, Keys.path(section, key));
            boolean right = own.none() && made.isPresent();
            own.clear();
            return right ? new Bound(value.spot(), (Record) made.get()) : value;
        };
    }

    private Optional<Object> record(Class<?> type, Node node, String path) {
        Optional<List<Entry>> entries = entries(node, path);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Entry> byKey = new LinkedHashMap<>();
        entries.get().forEach(entry -> byKey.put(entry.key(), entry));
        Form form = form(type);
        Object[] values = new Object[form.parts().size()];
        boolean complete = true;
        for (int at = 0; at < values.length; at++) {
            Part part = form.parts().get(at);
            Optional<Object> value = component(part, byKey.remove(part.key()), node.spot(), path);
            complete &= value.isPresent();
            values[at] = value.orElse("");
        }
        byKey.keySet().removeAll(ignorable);
        byKey.values().forEach(unknown -> refuse(unknown, form, path));
        return complete ? Optional.of(make(form, values)) : Optional.empty();
    }

    private void refuse(Entry unknown, Form form, String path) {
        List<String> known = form.parts().stream().map(Part::key).toList();
        String hint = Nearest.to(unknown.key(), known, 1).stream()
                .map(key -> "did you mean '" + key + "'?")
                .findFirst()
                .orElse("expected: one of " + String.join(", ", known));
        problems.add(path, unknown.spot(), "unknown key " + Shown.quoted(unknown.key()), hint);
    }

    private Optional<Object> component(Part part, @Nullable Entry entry, Spot above, String path) {
        if (entry == null) {
            return absent(part, above, path);
        }
        String here = Keys.path(path, part.key());
        Optional<Object> value = value(part.generic(), part.describe(), entry.value(), here);
        return value.isPresent() ? value : byDefault(part);
    }

    private Optional<Object> absent(Part part, Spot above, String pathAbove) {
        Object known = absent.get(part);
        if (known != null) {
            return Optional.of(known);
        }
        String path = Keys.path(pathAbove, part.key());
        Optional<Object> value = part.type().isRecord() && !Scalars.covers(part.type())
                ? record(part.type(), new Entries(above, List.of()), path)
                : byDefault(part);
        value.ifPresentOrElse(
                one -> absent.put(part, one),
                () -> problems.add(
                        path, above, "nothing", "expected: " + Scalars.expected(part.type(), part.describe())));
        return value;
    }

    private Optional<Object> byDefault(Part part) {
        Class<?> type = part.type();
        Describe describe = part.describe();
        if (type == Optional.class) {
            return Optional.of(Optional.empty());
        }
        if (type == List.class) {
            return Optional.of(List.of());
        }
        if (type == Map.class) {
            return Optional.of(Map.of());
        }
        return describe.byDefault().isEmpty() ? Optional.empty() : scalars.read(type, describe.byDefault(), describe);
    }

    private Optional<Object> value(Type type, Describe describe, Node node, String path) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (generic.getRawType() == Optional.class) {
                return isNothing(node)
                        ? Optional.of(Optional.empty())
                        : value(inner, describe, node, path).map(Optional::of);
            }
            return generic.getRawType() == List.class
                    ? list(inner, describe, node, path)
                    : map(inner, describe, node, path);
        }
        if (node instanceof Bound bound) {
            return Optional.of(bound.value());
        }
        Class<?> plain = type == Integer.class ? int.class : (Class<?>) type;
        if (plain == Row.class) {
            return row(node, path);
        }
        return Scalars.covers(plain) ? scalar(plain, describe, node, path) : record(plain, node, path);
    }

    private Optional<Object> list(Type inner, Describe describe, Node node, String path) {
        if (isNothing(node)) {
            return Optional.of(List.of());
        }
        if (!(node instanceof Items items)) {
            return unfit(node, "a list", path);
        }
        List<Object> values = new ArrayList<>();
        for (int at = 0; at < items.items().size(); at++) {
            Node item = items.items().get(at);
            String here = Keys.path(path, at);
            value(inner, describe, item, here).ifPresent(values::add);
        }
        return Optional.of(values);
    }

    private Optional<Object> map(Type inner, Describe describe, Node node, String path) {
        return entries(node, path).map(entries -> {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Entry entry : entries) {
                String here = Keys.path(path, entry.key());
                value(inner, describe, entry.value(), here).ifPresent(value -> values.put(entry.key(), value));
            }
            return values;
        });
    }

    /** A row as the catalogue has them; its keys are looked at where it is put over the catalogue's. */
    private Optional<Object> row(Node node, String path) {
        return node instanceof Entries entries
                ? Optional.of(new Row(path, rowValues(entries, path)))
                : unfit(node, "keys with values", path);
    }

    private Map<String, Object> rowValues(Entries entries, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Entry entry : entries.entries()) {
            // as rows call their places, so that what is wrong with one is told where it stands
            String here = path + "." + entry.key();
            rowValue(entry.value(), here).ifPresent(value -> values.put(entry.key(), value));
        }
        return values;
    }

    private Optional<Object> rowValue(Node node, String path) {
        return switch (node) {
            case Entries entries -> Optional.of(rowValues(entries, path));
            case Items items -> {
                List<Object> values = new ArrayList<>();
                items.items().forEach(item -> rowValue(item, path).ifPresent(values::add));
                yield Optional.of(values);
            }
            case Bound bound ->
                throw new IllegalStateException(path + ": " + bound + " (expected: a row as it stands)");
            // as it is written: what is wrong with a row is told with its text, which may be no secret
            case Text text -> text.isNothing() ? Optional.empty() : Optional.of(text.text());
        };
    }

    private Optional<Object> scalar(Class<?> type, Describe describe, Node node, String path) {
        if (!(node instanceof Text text) || text.isNothing()) {
            return unfit(node, Scalars.expected(type, describe), path);
        }
        if (type == Secret.class && !path.contains(HEADERS)) {
            Optional<Secret> named = References.named(text.text());
            if (named.isPresent()) {
                return Optional.of(named.get());
            }
            if (!references.takesSecrets()) {
                problems.add(path, text.spot(), "'***'", "expected: secret:NAME, as a document keeps no secrets");
                return Optional.empty();
            }
        }
        Optional<String> resolved = references.resolve(text.text(), path, text.spot());
        if (resolved.isEmpty()) {
            return Optional.empty();
        }
        Optional<Object> value = scalars.read(type, resolved.get(), describe);
        if (value.isEmpty()) {
            // The text as written: what a reference stands for may be a secret.
            problems.add(
                    path,
                    text.spot(),
                    Scalars.shown(type, text.text()),
                    "expected: " + Scalars.expected(type, describe));
        }
        return value;
    }

    private Optional<List<Entry>> entries(Node node, String path) {
        if (isNothing(node)) {
            return Optional.of(List.of());
        }
        if (node instanceof Entries entries) {
            return Optional.of(entries.entries());
        }
        unfit(node, "keys with values", path);
        return Optional.empty();
    }

    private Optional<Object> unfit(Node node, String expected, String path) {
        problems.add(path, node.spot(), node.kind(), "expected: " + expected);
        return Optional.empty();
    }

    private static boolean isNothing(Node node) {
        return node instanceof Text text && text.isNothing();
    }

    /** What a type is made of is asked once: that takes longer than to make one. */
    private Form form(Class<?> type) {
        return forms.computeIfAbsent(type, RecordBinder::read);
    }

    private static Form read(Class<?> type) {
        List<Part> parts = Arrays.stream(type.getRecordComponents())
                .map(component -> new Part(
                        Keys.written(component.getName()),
                        component.getType(),
                        component.getGenericType(),
                        component.getAnnotation(Describe.class)))
                .toList();
        try {
            return new Form(
                    parts,
                    type.getDeclaredConstructor(parts.stream().map(Part::type).toArray(Class<?>[]::new)));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("record " + type.getName() + " (expected: a canonical constructor)", e);
        }
    }

    private static Object make(Form form, Object[] values) {
        try {
            return form.constructor().newInstance(values);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException(form.constructor() + " (expected: public)", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(form.constructor() + " (expected: takes what was read)", e);
        }
    }
}
