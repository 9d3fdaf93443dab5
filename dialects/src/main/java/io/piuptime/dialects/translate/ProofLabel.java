package io.piuptime.dialects.translate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proof of thought with where it comes from, as one text that callers keep without knowing what it is.
 *
 * @param family of providers that take it
 * @param sealed whether it is the thought itself in sealed form, not the signature of one
 * @param id of the thought, or empty
 * @param proof byte for byte as the provider gave it
 */
record ProofLabel(String family, boolean sealed, String id, String proof) {
    private static final String MARK = "piup1.";
    private static final Pattern FORM =
            Pattern.compile("piup1\\.([a-z]+)\\.([xs])\\.([A-Za-z0-9_-]*)\\.(.*)", Pattern.DOTALL);
    /** Within what vendors allow in ids of calls: letters, digits, line and dash. */
    private static final String IN_ID = "__piup1_";

    /** As text: {@code piup1.FAMILY.x.ID.PROOF}. */
    String text() {
        return MARK + family + (sealed ? ".s." : ".x.") + id.replaceAll("[^A-Za-z0-9_-]", "") + "." + proof;
    }

    /** The same for a dialect whose proofs are bytes in base64. */
    String inBase64() {
        return Base64.getEncoder().encodeToString(text().getBytes(StandardCharsets.UTF_8));
    }

    /** The same behind the id of a call, for dialects that keep nothing else of a call. */
    String behind(String callId) {
        byte[] text = text().getBytes(StandardCharsets.UTF_8);
        return callId + IN_ID + Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /** Reads a label in either form; empty if it is none. */
    static Optional<ProofLabel> parse(String text) {
        if (text.startsWith(MARK)) {
            Matcher parts = FORM.matcher(text);
            return parts.matches()
                    ? Optional.of(
                            new ProofLabel(parts.group(1), parts.group(2).equals("s"), parts.group(3), parts.group(4)))
                    : Optional.empty();
        }
        // "piup1." in base64
        return text.startsWith("cGl1cDEu")
                ? decoded(Base64.getDecoder(), text).flatMap(ProofLabel::parse)
                : Optional.empty();
    }

    /** The label behind a call's id, if there is one. */
    static Optional<ProofLabel> behindOf(String callId) {
        int at = callId.indexOf(IN_ID);
        return at < 0
                ? Optional.empty()
                : decoded(Base64.getUrlDecoder(), callId.substring(at + IN_ID.length()))
                        .flatMap(ProofLabel::parse);
    }

    /** A call's id as its provider gave it. */
    static String before(String callId) {
        int at = callId.indexOf(IN_ID);
        return at < 0 ? callId : callId.substring(0, at);
    }

    private static Optional<String> decoded(Base64.Decoder decoder, String text) {
        try {
            return Optional.of(new String(decoder.decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Its text form hides the proof. */
    @Override
    public String toString() {
        return "ProofLabel[" + family + "]";
    }
}
