package io.piuptime.control.api;

import io.piuptime.control.api.Problem.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All that is wrong with a body, told at once. */
public final class Flaws {
    private static final int LONGEST_NAME = 100;

    private final List<Flaw> found = new ArrayList<>();

    /** Notes what is wrong with a field. */
    public void add(String field, String value, String expected) {
        found.add(new Flaw(field, field + ": " + value + " (expected: " + expected + ")"));
    }

    /** A name, stripped; noted as missing or wrong otherwise. */
    public String name(Optional<String> name) {
        return text("name", name.map(String::strip).orElse(""), LONGEST_NAME);
    }

    /** A text, which is noted if it is empty, too long, or holds control characters. */
    public String text(String field, String text, int longest) {
        boolean clean =
                !text.isBlank() && text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
        if (!clean) {
            add(field, Problem.shown(text), "1 to " + longest + " characters, none of them a control character");
        }
        return text;
    }

    /** Notes a field that was changed and cannot be. */
    public void same(String field, Optional<String> wanted, String is) {
        wanted.filter(value -> !value.equals(is))
                .ifPresent(value -> add(field, Problem.shown(value), Problem.shown(is) + ", which cannot be changed"));
    }

    /**
     * Ends the reading if anything is wrong.
     *
     * @throws Problem with all of it
     */
    public void end() {
        if (!found.isEmpty()) {
            throw Problem.invalid(
                            "invalid_fields", found.stream().map(Flaw::detail).collect(Collectors.joining("; ")))
                    .withFlaws(found);
        }
    }
}
