package io.piuptime.control.usage;

import io.piuptime.control.api.Json;
import io.piuptime.control.api.Nearest;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsagePage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A form in which a page of usage can be had. */
enum Format {
    JSON("application/json") {
        @Override
        Bytes write(UsagePage page, Json json) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("records", page.records().stream().map(Format::object).toList());
            body.put("next", page.next());
            return json.bytes(body);
        }
    },
    /** A JSON object a line. */
    JSONL("application/x-ndjson") {
        @Override
        Bytes write(UsagePage page, Json json) {
            return Bytes.utf8(page.records().stream()
                    .map(usage -> json.bytes(object(usage)) + "\n")
                    .collect(Collectors.joining()));
        }
    },
    /** RFC 4180 with a header row. */
    CSV("text/csv; charset=utf-8; header=present") {
        @Override
        Bytes write(UsagePage page, Json json) {
            List<String> rows = new ArrayList<>();
            rows.add(Column.ALL.stream().map(Column::name).collect(Collectors.joining(",")));
            for (UsageRecord usage : page.records()) {
                rows.add(Column.ALL.stream()
                        .map(column ->
                                column.value().apply(usage).map(Csv::cell).orElse(""))
                        .collect(Collectors.joining(",")));
            }
            return Bytes.utf8(String.join("\r\n", rows) + "\r\n");
        }
    };

    private final String contentType;

    Format(String contentType) {
        this.contentType = contentType;
    }

    abstract Bytes write(UsagePage page, Json json);

    String contentType() {
        return contentType;
    }

    static Format named(Optional<String> name) {
        if (name.isEmpty()) {
            return JSON;
        }
        return Arrays.stream(values())
                .filter(format -> format.word().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> Nearest.unknown(
                        "format",
                        name.get(),
                        Arrays.stream(values()).map(Format::word).toList()));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> object(UsageRecord usage) {
        Map<String, Object> object = new LinkedHashMap<>();
        Column.ALL.forEach(column -> object.put(column.name(), column.value().apply(usage)));
        return object;
    }
}
