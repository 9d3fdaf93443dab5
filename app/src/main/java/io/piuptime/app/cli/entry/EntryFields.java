package io.piuptime.app.cli.entry;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fields of an entry: made of options, taken over from what is there, shown in a table. */
public final class EntryFields {
    private static final int MICROS = 6;

    private EntryFields() {}

    /** What the API takes of an entry that it showed. */
    public static Map<String, Object> of(JsonNode shown) {
        Map<String, Object> fields = new LinkedHashMap<>();
        shown.propertyStream()
                .filter(field -> !List.of("id", "version", "createdAt").contains(field.getKey()))
                .forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    /** Sets what options say; the others stay as they are. */
    public static void set(Map<String, Object> fields, Map<String, List<String>> options) {
        options.forEach((name, values) -> {
            String value = values.getLast();
            switch (name) {
                case "name", "tenant", "team" -> fields.put(name, value);
                case "fallback" -> fields.put(name, Wording.list(values).isEmpty() ? Optional.empty() : value);
                case "active", "strict" -> fields.put(name, Wording.truth(name, value));
                case "limit" -> fields.put("limits", Wording.limits(values));
                case "role" -> fields.put("grants", Wording.grants(values));
                case "permission" -> fields.put("permissions", Wording.list(values));
                case "cap" -> fields.put("caps", Wording.caps(values));
                case "alert" ->
                    fields.put(
                            "alerts",
                            Wording.list(values).stream().map(Wording::percent).toList());
                case "subject" -> fields.put("subject", Wording.subject(value));
                case "model" -> access(fields, "models", values);
                case "endpoint" -> access(fields, "endpoints", values);
                case "address" -> access(fields, "addresses", values);
                default -> {
                    // options of the command itself
                }
            }
        });
    }

    /** A cell of the kind's table. */
    public static String cell(String column, JsonNode entry) {
        return switch (column) {
            case "MODELS" -> names(entry.path("access").path("models"));
            case "LIMITS" -> limits(entry.path("limits"));
            case "ROLES" ->
                entry.path("grants")
                        .valueStream()
                        .map(grant -> text(grant, "role") + team(grant))
                        .collect(Collectors.joining(","));
            case "PERMISSIONS" ->
                entry.path("permissions").valueStream().map(JsonNode::asString).collect(Collectors.joining(","));
            case "SUBJECT" -> text(entry.path("subject"), "level") + "/" + text(entry.path("subject"), "id");
            case "CAPS" ->
                entry.path("caps")
                        .valueStream()
                        .map(cap -> text(cap, "window") + "="
                                + dollars(cap.path("micros").asLong()))
                        .collect(Collectors.joining(","));
            default -> text(entry, column.toLowerCase(Locale.ROOT));
        };
    }

    private static void access(Map<String, Object> fields, String name, List<String> values) {
        Map<String, Object> access = new LinkedHashMap<>();
        JsonMapper.shared()
                .valueToTree(fields.getOrDefault("access", Map.of()))
                .propertyStream()
                .forEach(field -> access.put(field.getKey(), field.getValue()));
        access.put(name, Wording.list(values));
        fields.put("access", access);
    }

    private static String names(JsonNode list) {
        return list.isEmpty()
                ? "all"
                : list.valueStream().map(JsonNode::asString).collect(Collectors.joining(","));
    }

    private static String limits(JsonNode limits) {
        return limits.valueStream()
                .map(limit -> text(limit, "measure")
                        + (text(limit, "measure").equals("concurrent") ? "" : "/" + text(limit, "window"))
                        + (text(limit, "model").isEmpty() ? "" : "/" + text(limit, "model"))
                        + "=" + text(limit, "amount")
                        + option(limit, "each")
                        + option(limit, "only")
                        + (limit.path("queues").asBoolean() ? ",queue" : ""))
                .collect(Collectors.joining(" "));
    }

    private static String option(JsonNode limit, String name) {
        return text(limit, name).isEmpty() ? "" : "," + name + "=" + text(limit, name);
    }

    private static String team(JsonNode grant) {
        return text(grant, "team").isEmpty() ? "" : "@" + text(grant, "team");
    }

    /** An amount in dollars, all its digits shown. */
    public static String dollars(JsonNode micros) {
        return BigDecimal.valueOf(micros.asLong(), MICROS).toPlainString();
    }

    private static String dollars(long micros) {
        return BigDecimal.valueOf(micros, MICROS).stripTrailingZeros().toPlainString();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
