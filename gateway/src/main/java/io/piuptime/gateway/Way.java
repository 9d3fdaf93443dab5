package io.piuptime.gateway;

import java.util.List;

/** The steps of an exchange in order: the table of contents of the gateway. */
public record Way(List<Step> steps) {
    public Way {
        steps = List.copyOf(steps);
    }

    /** Ends the exchange once, however it ended, and lets every step settle, the last first. */
    public void end(Exchange exchange, Exchange.Result result) {
        if (exchange.end(result)) {
            for (int i = steps.size() - 1; i >= 0; i--) {
                steps.get(i).end(exchange);
            }
        }
    }
}
