package io.piuptime.gateway.accept;

import io.piuptime.gateway.send.RequestBody;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Question;
import io.piuptime.gateway.translate.SameDialect;
import io.piuptime.gateway.translate.Translator;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.exchange.Operation;
import java.util.function.Consumer;

/** A question that is held, and said to each target as that one understands it. */
final class HeldRequest implements RequestBody.Held {
    /** Longer ones are translated on the pool for computing, and so is what is counted: that may have to read a vocabulary first. */
    private static final int SHORT = 32 << 10;

    private final Reception reception;
    private final Question question;
    private final Translator.Translation translation;

    HeldRequest(Reception reception, Question question) {
        this.reception = reception;
        this.question = question;
        this.translation = reception.plane().translator().of(question);
    }

    @Override
    public void prepare(Target target, Consumer<Outbound> ready, Consumer<RuntimeException> failed) {
        boolean same = SameDialect.speech(question.operation(), target).isPresent();
        if (!same && (question.body().length() > SHORT || question.operation().topic() == Operation.Topic.COUNT)) {
            reception.plane().runner().heavy(reception.context(), () -> translation.to(target), ready, failed);
            return;
        }
        Outbound outbound;
        try {
            outbound = translation.to(target);
        } catch (RuntimeException e) {
            failed.accept(e);
            return;
        }
        ready.accept(outbound);
    }
}
