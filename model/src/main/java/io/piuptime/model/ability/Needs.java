package io.piuptime.model.ability;

/**
 * What a request certainly needs of whoever answers it.
 *
 * @param abilities their {@linkplain Ability#bit() bits}
 * @param tokens of its prompt, at the least
 * @param output the most tokens that it wants to be answered with, or 0 if it does not say
 */
public record Needs(int abilities, long tokens, long output) {
    public static final Needs NONE = new Needs(0, 0, 0);

    /** Bits of what is needed and certainly not there. */
    public int lackingIn(Abilities known) {
        return abilities & known.lacks();
    }

    /** Whether the prompt is certainly too long. */
    public boolean isTooLongFor(Abilities known) {
        return known.window() > 0 && tokens > known.window();
    }

    /** Whether nothing is known that makes it impossible. */
    public boolean fits(Abilities known) {
        return lackingIn(known) == 0 && !isTooLongFor(known);
    }

    /** Whether an answer may be as long as it is wanted. */
    public boolean isLongEnough(Abilities known) {
        return known.output() == 0 || output <= known.output();
    }
}
