package io.piuptime.model.ability;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What a target can do and what it cannot; what is in neither set is not known, and never held against it. The sets are
 * kept as {@linkplain Ability#bit() bits}, for they are looked at for every exchange.
 *
 * @param has bits of what it can do
 * @param lacks bits of what it cannot do
 * @param window the most tokens of prompt that it takes, or 0 if that is not known
 * @param output the most tokens that it answers with, or 0 if that is not known
 */
public record Abilities(int has, int lacks, long window, long output) {
    /** Nothing is known. */
    public static final Abilities UNKNOWN = new Abilities(0, 0, 0, 0);

    public Abilities {
        if ((has & lacks) != 0) {
            throw new IllegalArgumentException(
                    "abilities: " + ids(has & lacks) + " both there and lacking (expected: one of the two)");
        }
        if (window < 0 || output < 0) {
            throw new IllegalArgumentException("tokens: " + Math.min(window, output) + " (expected: >= 0)");
        }
    }

    /** What is known from lists of both kinds. */
    public static Abilities of(Collection<Ability> has, Collection<Ability> lacks, long window, long output) {
        return new Abilities(bits(has), bits(lacks), window, output);
    }

    /** The bits of several. */
    public static int bits(Collection<Ability> abilities) {
        int bits = 0;
        for (Ability ability : abilities) {
            bits |= ability.bit();
        }
        return bits;
    }

    /** The names of those that some bits stand for, in their order. */
    public static List<String> ids(int bits) {
        return Arrays.stream(Ability.values())
                .filter(ability -> (bits & ability.bit()) != 0)
                .map(Ability::id)
                .toList();
    }

    /** The same, and of what is not known here, what others say. */
    public Abilities over(Abilities others) {
        if (equals(UNKNOWN)) {
            return others;
        }
        return new Abilities(
                has | (others.has & ~lacks),
                lacks | (others.lacks & ~has),
                window > 0 ? window : others.window,
                output > 0 ? output : others.output);
    }
}
