package io.piuptime.app.cli.entry;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options of the command line as the API's fields. Whatever is no option of that form is refused with its form. */
public final class Wording {
    /** Empties a list. */
    private static final String NONE = "none";

    private static final String QUEUE = ",queue";
    private static final int MICROS = 6;

    private Wording() {}

    /** {@code requests/minute=60}, {@code tokens/rolling 5h/gpt-*=1000,queue}, {@code concurrent=5}. */
    public static List<Map<String, Object>> limits(List<String> texts) {
        return list(texts).stream().map(Wording::limit).toList();
    }

    /** {@code month=500}: US dollars in a window. */
    public static List<Map<String, Object>> caps(List<String> texts) {
        return list(texts).stream().map(Wording::cap).toList();
    }

    /** {@code owner}, or {@code developer@TEAM}. */
    public static List<Map<String, Object>> grants(List<String> texts) {
        return list(texts).stream().map(Wording::grant).toList();
    }

    /** {@code team/ID}. */
    public static Map<String, Object> subject(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw wrong("subject", text, "level/id, such as team/ID, tag/project=alpha, model/gpt-4o");
        }
        return Map.of("level", text.substring(0, slash), "id", text.substring(slash + 1));
    }

    public static boolean truth(String name, String text) {
        return switch (text) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw wrong(name, text, "true or false");
        };
    }

    public static int percent(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw wrong("alert", text, "per cent, such as 80");
        }
    }

    /** The texts of an option that is given several times, or none of them if the only one is {@code none}. */
    public static List<String> list(List<String> texts) {
        return texts.equals(List.of(NONE)) ? List.of() : texts;
    }

    private static Map<String, Object> limit(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 1) {
            throw wrongLimit(text);
        }
        boolean queues = text.endsWith(QUEUE);
        String amount = text.substring(equals + 1, text.length() - (queues ? QUEUE.length() : 0));
        String[] parts = text.substring(0, equals).split("/", 3);
        Map<String, Object> limit = new LinkedHashMap<>();
        limit.put("measure", parts[0]);
        part(parts, 1).ifPresent(window -> limit.put("window", window));
        part(parts, 2).ifPresent(model -> limit.put("model", model));
        limit.put("amount", number(amount).orElseThrow(() -> wrongLimit(text)));
        limit.put("queues", queues);
        return limit;
    }

    private static Map<String, Object> cap(String text) {
        int equals = text.lastIndexOf('=');
        try {
            if (equals > 0) {
                BigDecimal dollars = new BigDecimal(text.substring(equals + 1));
                return Map.of(
                        "window",
                        text.substring(0, equals),
                        "micros",
                        dollars.movePointRight(MICROS).longValueExact());
            }
        } catch (ArithmeticException | NumberFormatException _) {
            // falls through to the same refusal
        }
        throw wrong("cap", text, "window=dollars, such as month=500 or 'rolling 5h=0.50'");
    }

    private static Map<String, Object> grant(String text) {
        int at = text.indexOf('@');
        return at < 0 ? Map.of("role", text) : Map.of("role", text.substring(0, at), "team", text.substring(at + 1));
    }

    private static Optional<String> part(String[] parts, int index) {
        return parts.length > index && !parts[index].isEmpty() ? Optional.of(parts[index]) : Optional.empty();
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static IllegalArgumentException wrongLimit(String text) {
        return wrong(
                "limit", text, "requests/minute=60, 'tokens/rolling 5h/gpt-*=1000', or concurrent=5; none for none");
    }

    private static IllegalArgumentException wrong(String name, String text, String expected) {
        return new IllegalArgumentException("--" + name + ": '" + text + "' (expected: " + expected + ")");
    }
}
