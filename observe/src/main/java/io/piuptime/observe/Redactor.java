package io.piuptime.observe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Masks secrets in free text before it is written anywhere: texts that look like a key, values that follow a telling
 * name, and the secrets of the configuration wherever they turn up. A second line of defence: nobody should log a secret
 * in the first place.
 */
public final class Redactor {
    /** What stands in a secret's place. */
    public static final String MASK = "***";

    /** Shorter secrets are not looked for: they would turn up in innocent words. */
    private static final int MIN_KNOWN = 6;

    private static final String OWN = "piup_";
    private static final int OWN_ID = 12;
    /** Beginnings of secrets, by the lower case of their first letter. */
    private static final List<List<Lead>> LEADS = byFirstLetter(List.of(
            Lead.of("sk-", 8),
            Lead.of("sk_", 8),
            Lead.of(OWN, 8),
            Lead.of("gsk_", 16),
            Lead.of("xai-", 16),
            Lead.of("pplx-", 16),
            Lead.of("hf_", 16),
            Lead.of("r8_", 16),
            Lead.of("AIza", 16),
            Lead.of("AKIA", 12),
            Lead.of("eyJ", 16),
            Lead.scheme("bearer "),
            Lead.scheme("basic "),
            Lead.name("authorization"),
            Lead.name("api-key"),
            Lead.name("api_key"),
            Lead.name("apikey"),
            Lead.name("password"),
            Lead.name("access_token"),
            Lead.name("client_secret")));

    private volatile List<String> known = List.of();
    private final AtomicInteger revision = new AtomicInteger();

    /**
     * What announces a secret.
     *
     * @param name whether the secret is a value that follows after {@code =} or {@code :}, and not this text's continuation
     * @param anyCase whether upper and lower case are the same
     * @param least characters that the secret has at least
     */
    private record Lead(String text, boolean name, boolean anyCase, int least) {
        static Lead of(String text, int least) {
            return new Lead(text, false, false, least);
        }

        static Lead scheme(String text) {
            return new Lead(text, false, true, 6);
        }

        static Lead name(String text) {
            return new Lead(text, true, true, 1);
        }
    }

    /** Replaces the secrets that are looked for, besides texts that look like one. */
    public void know(Collection<String> secrets) {
        known = secrets.stream()
                .filter(secret -> secret.length() >= MIN_KNOWN)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        revision.incrementAndGet();
    }

    /** Grows whenever other secrets are looked for: what was scrubbed before has to be scrubbed again. */
    int revision() {
        return revision.get();
    }

    /** The text with its secrets masked; the same object when it holds none. */
    public String scrub(String text) {
        String scrubbed = text;
        List<String> secrets = known;
        for (int i = 0; i < secrets.size(); i++) {
            String secret = secrets.get(i);
            if (secret.length() <= scrubbed.length() && scrubbed.contains(secret)) {
                scrubbed = scrubbed.replace(secret, MASK);
            }
        }
        return scrubShapes(scrubbed);
    }

    private static String scrubShapes(String text) {
        int at = 0;
        while (at < text.length()) {
            int from = secretFrom(text, at);
            if (from >= 0) {
                return scrubFrom(text, from);
            }
            at++;
        }
        return text;
    }

    private static String scrubFrom(String text, int firstSecret) {
        StringBuilder clean = new StringBuilder(text.length());
        int copied = 0;
        int from = firstSecret;
        while (from >= 0) {
            clean.append(text, copied, from).append(MASK);
            copied = secretTo(text, from);
            from = -1;
            for (int at = copied; at < text.length() && from < 0; at++) {
                from = secretFrom(text, at);
            }
        }
        return clean.append(text, copied, text.length()).toString();
    }

    /** Where the secret begins that is announced at a place, or -1. */
    private static int secretFrom(String text, int at) {
        char first = text.charAt(at);
        if (!letter(first) || (at > 0 && letterOrDigit(text.charAt(at - 1)))) {
            return -1;
        }
        List<Lead> leads = LEADS.get((first | 0x20) - 'a');
        for (int i = 0; i < leads.size(); i++) {
            Lead lead = leads.get(i);
            if (text.regionMatches(lead.anyCase, at, lead.text, 0, lead.text.length())) {
                int end = at + lead.text.length();
                int from = lead.name ? valueAfter(text, end) : end;
                if (from >= 0 && secretTo(text, from) - from >= lead.least) {
                    return lead.text.equals(OWN) ? afterId(text, from) : from;
                }
            }
        }
        return -1;
    }

    /** Our keys begin with their public id, which may be shown. */
    private static int afterId(String text, int from) {
        int end = from + OWN_ID;
        return end < text.length() && text.charAt(end) == '_' ? end + 1 : from;
    }

    /** Where the value begins after a name and {@code =} or {@code :}, or -1. */
    private static int valueAfter(String text, int end) {
        int at = skip(text, end);
        if (at == text.length() || (text.charAt(at) != '=' && text.charAt(at) != ':')) {
            return -1;
        }
        int from = skip(text, at + 1);
        int to = secretTo(text, from);
        boolean scheme = to - from >= 5 && to - from <= 6 && to < text.length() && text.charAt(to) == ' ';
        return scheme && secretTo(text, to + 1) > to + 1 ? to + 1 : from;
    }

    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && "\"' \\".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** The end of a secret: keys and tokens consist of these characters. */
    private static int secretTo(String text, int from) {
        int at = from;
        while (at < text.length() && (letterOrDigit(text.charAt(at)) || "_-.~+/=".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    private static boolean letterOrDigit(char c) {
        return letter(c) || (c >= '0' && c <= '9');
    }

    private static boolean letter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static List<List<Lead>> byFirstLetter(List<Lead> leads) {
        List<List<Lead>> letters = new ArrayList<>();
        for (char letter = 'a'; letter <= 'z'; letter++) {
            char first = letter;
            letters.add(leads.stream()
                    .filter(lead -> Character.toLowerCase(lead.text.charAt(0)) == first)
                    .toList());
        }
        return List.copyOf(letters);
    }
}
