package io.piuptime.catalog.ability;

import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Target;

/** What targets can do. Asked from many threads, when the targets of a model are bound. */
@FunctionalInterface
public interface AbilityBook {
    /** Nothing is known but what was written of a target itself. */
    AbilityBook NONE = Target::own;

    /** What a target can do; {@link Abilities#UNKNOWN} if nothing is known. */
    Abilities of(Target target);
}
