package io.piuptime.gateway.translate;

import io.piuptime.model.catalog.Target;

/** Says questions in the dialects of targets. Used from many threads. */
public interface Translator {
    /** Begins with a question; nothing of it is read before a target needs it in another dialect. */
    Translation of(Question question);

    /** One question on its way to its targets; used by one thread at a time. */
    interface Translation {
        /**
         * The question as a target is to get it.
         *
         * @throws io.piuptime.model.exchange.RefusedException when the question is not what its dialect allows, when the
         *     target has nothing like what is asked for, or when it cannot be told all of a strict question
         */
        Outbound to(Target target);
    }
}
