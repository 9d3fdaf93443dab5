package io.piuptime.gateway.budget.money.pay;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.translate.Outbound;
import io.piuptime.model.exchange.Refusal;

/** Whether an attempt may leave. */
public sealed interface Outcome {
    /**
     * It may.
     *
     * @param request perhaps with a limit of output that it did not have
     */
    record Paid(Outbound.Request request, Payment payment) implements Outcome {
        public Paid {
            requireNonNull(request, "request");
            requireNonNull(payment, "payment");
        }
    }

    /** There is no money for it. */
    record Refused(Refusal refusal) implements Outcome {
        public Refused {
            requireNonNull(refusal, "refusal");
        }
    }
}
