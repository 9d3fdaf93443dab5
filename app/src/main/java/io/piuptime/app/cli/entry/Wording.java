package io.piuptime.app.cli.entry;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options of the command line as the API's fields. Whatever is no option of that form is refused with its form. */
public final class Wording {
    /** Empties a list. */
    private static final String NONE = "none";

    /** What is counted, how much of it, and how; nothing but the last part is looked for from the left, as names may hold a =. */
    private static final Pattern LIMIT =
            Pattern.compile("([^/]+?)(?:/([^/]+?)(?:/(.+?))?)?=([0-9]+)((?:,(?:queue|(?:each|only)=[^,]+))*)");

    private static final int MEASURE = 1;
    private static final int WINDOW = 2;
    private static final int MODEL = 3;
    private static final int AMOUNT = 4;
    private static final int OPTIONS = 5;
    private static final int MICROS = 6;

    private Wording() {}

    /**
     * {@code requests/minute=60}, {@code tokens/rolling 5h/gpt-*=1000,queue}, {@code requests/day=100,each=end-user},
     * {@code concurrent=5}.
     */
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
        Matcher parts = LIMIT.matcher(text);
        if (!parts.matches()) {
            throw wrongLimit(text);
        }
        Map<String, Object> limit = new LinkedHashMap<>();
        limit.put("measure", parts.group(MEASURE));
        Optional.ofNullable(parts.group(WINDOW)).ifPresent(window -> limit.put("window", window));
        Optional.ofNullable(parts.group(MODEL)).ifPresent(model -> limit.put("model", model));
        limit.put("amount", number(parts.group(AMOUNT)).orElseThrow(() -> wrongLimit(text)));
        limit.put("queues", false);
        for (String option : parts.group(OPTIONS).split(",", -1)) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                limit.put(option.substring(0, equals), option.substring(equals + 1));
            } else if (!option.isEmpty()) {
                limit.put("queues", true);
            }
        }
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

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static IllegalArgumentException wrongLimit(String text) {
        return wrong(
                "limit",
                text,
                "requests/minute=60, 'tokens/rolling 5h/gpt-*=1000,queue', requests/day=100,each=end-user,"
                        + " tokens/day=1000,only=tag/project=alpha, or concurrent=5; none for none");
    }

    private static IllegalArgumentException wrong(String name, String text, String expected) {
        return new IllegalArgumentException("--" + name + ": '" + text + "' (expected: " + expected + ")");
    }
}
