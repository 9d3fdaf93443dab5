package io.piuptime.gateway.authenticate;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Step;

/** Learns who the caller is from the API key that came with the request. */
public final class ByKey implements Step {
    private final Authenticator authenticator;

    public ByKey(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public void opened(Exchange exchange) {
        Exchange.Head head = exchange.head();
        exchange.authenticated(authenticator.authenticate(head.presentedKey(), head.address(), head.startedAt()));
    }
}
