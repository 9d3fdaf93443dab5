package io.piuptime.catalog.row;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A mapping of YAML and its place in the file. Every way to a value refuses what it does not expect.
 *
 * @param place {@code providers.openai}, or the file's name for the whole of it
 */
public record Row(String place, Map<String, Object> values) {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(10)
            .build();

    public Row {
        requireNonNull(place, "place");
        values = new LinkedHashMap<>(values);
    }

    /** Reads a text that is one mapping, or nothing at all. */
    public static Row read(String place, String yaml) {
        try {
            Object root = new Load(SETTINGS).loadFromString(yaml);
            return root == null ? new Row(place, Map.of()) : of(place, root);
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("");
            throw new InvalidRowException(place + line, String.valueOf(e.getProblem()), "valid YAML");
        } catch (YamlEngineException e) {
            throw new InvalidRowException(place, String.valueOf(e.getMessage()), "valid YAML");
        }
    }

    /** Refuses keys other than these. */
    public Row knowingOnly(List<String> keys) {
        for (String key : values.keySet()) {
            if (!keys.contains(key)) {
                throw new InvalidRowException(placeOf(key), "unknown", String.join(", ", keys));
            }
        }
        return this;
    }

    /** This row with the keys of another put over it, each as a whole. */
    public Row under(Row other) {
        Map<String, Object> both = new LinkedHashMap<>(values);
        both.putAll(other.values);
        return new Row(other.place, both);
    }

    public String text(String key) {
        return optional(key).orElseThrow(() -> new InvalidRowException(placeOf(key), "absent", "a text"));
    }

    /** A text, or a number or date as it is written. */
    public Optional<String> optional(String key) {
        Object value = values.get(key);
        return value == null ? Optional.empty() : Optional.of(scalar(placeOf(key), value));
    }

    public Optional<Long> number(String key) {
        return optional(key).map(text -> {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException _) {
                throw new InvalidRowException(placeOf(key), "'" + text + "'", "a whole number");
            }
        });
    }

    public Optional<Boolean> flag(String key) {
        return optional(key).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidRowException(placeOf(key), "'" + text + "'", "true or false");
        });
    }

    /** Texts in a list; one alone need not be in one. */
    public List<String> texts(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(one -> scalar(placeOf(key), one)).toList();
        }
        return List.of(scalar(placeOf(key), value));
    }

    /** The mapping under a key; an empty one if it is absent. */
    public Row row(String key) {
        Object value = values.get(key);
        return value == null ? new Row(placeOf(key), Map.of()) : of(placeOf(key), value);
    }

    /** One of an enum's names, as they are written: {@code x-api-key} for {@code X_API_KEY}. */
    public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        return optional(key).map(text -> choice(placeOf(key), text, type));
    }

    /** Several of an enum's names. */
    public <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
        return texts(key).stream().map(text -> choice(placeOf(key), text, type)).toList();
    }

    /** The row's keys as an enum's names, each with what is made of its value's key. */
    public <E extends Enum<E>, V> Map<E, V> by(Class<E> type, Function<String, V> value) {
        Map<E, V> read = new LinkedHashMap<>();
        values.keySet().forEach(key -> read.put(choice(placeOf(key), key, type), value.apply(key)));
        return read;
    }

    public String placeOf(String key) {
        return place + "." + key;
    }

    /** How an enum's name is written in a row. */
    public static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E choice(String place, String text, Class<E> type) {
        E[] constants = requireNonNull(type.getEnumConstants(), "constants");
        for (E constant : constants) {
            if (written(constant).equals(text)) {
                return constant;
            }
        }
        String expected =
                String.join(", ", Arrays.stream(constants).map(Row::written).toList());
        throw new InvalidRowException(place, "'" + text + "'", expected);
    }

    private static Row of(String place, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new InvalidRowException(place, shown(value), "a mapping");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, one) -> {
            if (one != null) {
                values.put(String.valueOf(key), one);
            }
        });
        return new Row(place, values);
    }

    private static String scalar(String place, Object value) {
        if (value instanceof Map || value instanceof Iterable) {
            throw new InvalidRowException(place, shown(value), "a text");
        }
        return String.valueOf(value);
    }

    private static String shown(Object value) {
        if (value instanceof Map) {
            return "a mapping";
        }
        return value instanceof Iterable ? "a list" : "'" + value + "'";
    }
}
