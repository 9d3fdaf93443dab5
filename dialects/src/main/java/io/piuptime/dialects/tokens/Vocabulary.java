package io.piuptime.dialects.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.Locale;
import java.util.Optional;

/** Cuts texts into the tokens of a public vocabulary. A vocabulary is read when it is first asked for, which takes a while. */
final class Vocabulary {
    /** Longer runs of one kind are cut: no language has them, and merging them takes too long. */
    private static final int LONGEST_RUN = 128;

    private static final String[] NEWER = {
        "gpt-4o",
        "gpt-4.1",
        "gpt-4.5",
        "gpt-5",
        "gpt-oss",
        "gpt-audio",
        "gpt-realtime",
        "chatgpt-",
        "o1",
        "o3",
        "o4",
        "codex-mini",
        "computer-use"
    };
    private static final String[] OLDER = {"gpt-4", "gpt-3.5", "gpt-35", "text-embedding-"};

    private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

    /** The vocabulary of a model, by its name with or without who offers it. */
    Optional<EncodingType> of(String model) {
        String name = plain(model);
        if (startsWith(name, NEWER)) {
            return Optional.of(EncodingType.O200K_BASE);
        }
        return startsWith(name, OLDER) ? Optional.of(EncodingType.CL100K_BASE) : Optional.empty();
    }

    /** Tokens of a text. */
    long count(EncodingType type, String text) {
        Encoding encoding = encodings.getEncoding(type);
        long count = 0;
        int from = 0;
        int run = 0;
        int before = -1;
        for (int at = 0; at < text.length(); at++) {
            int kind = kind(text.charAt(at));
            run = kind == before ? run + 1 : 1;
            before = kind;
            if (run > LONGEST_RUN && !Character.isLowSurrogate(text.charAt(at))) {
                count += encoding.countTokensOrdinary(text.substring(from, at));
                from = at;
                run = 1;
            }
        }
        return count + encoding.countTokensOrdinary(text.substring(from));
    }

    private static int kind(char letter) {
        if (Character.isLetter(letter) || Character.isSurrogate(letter)) {
            return 0;
        }
        if (Character.isDigit(letter)) {
            return 1;
        }
        return Character.isWhitespace(letter) ? 2 : 3;
    }

    /** {@code openai/gpt-4o}, {@code openai.gpt-oss-20b-1:0} and {@code ft:gpt-4o:me::1} without what is around the name. */
    static String plain(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        name = name.substring(name.lastIndexOf('/') + 1);
        if (name.startsWith("ft:")) {
            name = name.substring("ft:".length());
        }
        return name.startsWith("openai.") ? name.substring("openai.".length()) : name;
    }

    private static boolean startsWith(String name, String[] beginnings) {
        for (String beginning : beginnings) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
