package io.piuptime.app.money;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.budget.money.alert.Crossing;
import io.piuptime.gateway.budget.money.alert.Messenger;
import io.piuptime.gateway.send.fetch.GuardedFetch;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.egress.Egress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Tells an address of crossings by signed POSTs. One that was told before comes with the same {@code webhook-id}. */
public final class Webhook implements Messenger {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final GuardedFetch fetch;
    private final Egress rules;
    private final URI address;
    private final Signature signature;
    private final InstantSource clock;

    /**
     * One address.
     *
     * @param rules for where it may be
     * @param secret signs what is sent
     */
    public Webhook(GuardedFetch fetch, Egress rules, URI address, Secret secret, InstantSource clock) {
        this.fetch = requireNonNull(fetch, "fetch");
        this.rules = requireNonNull(rules, "rules");
        this.address = requireNonNull(address, "address");
        this.signature = new Signature(secret);
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public void tell(Crossing crossing, int tries) throws IOException, InterruptedException {
        Bytes body = Bytes.utf8(JsonMapper.shared().writeValueAsString(event(crossing)));
        String id = "budget/" + crossing.id().replace(' ', '-');
        long second = clock.instant().getEpochSecond();
        GuardedFetch.Order order = new GuardedFetch.Order(
                "POST",
                address,
                Map.of(
                        "content-type",
                        "application/json",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        Long.toString(second),
                        "webhook-signature",
                        signature.of(id, second, body)),
                body,
                PATIENCE);
        int status = fetch.send(rules, order).status();
        if (status < 200 || status > 299) {
            throw new IOException(order + ": status " + status + " (expected: 200 to 299)");
        }
    }

    private static Map<String, Object> event(Crossing crossing) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("budget", crossing.account().budget());
        data.put("name", crossing.of().name());
        data.put("tenant", crossing.of().tenant());
        data.put("subject", crossing.of().subject());
        data.put("window", crossing.account().window());
        data.put(
                "windowStart", Instant.ofEpochSecond(crossing.account().start()).toString());
        data.put("percent", crossing.percent());
        data.put("capMicros", crossing.cap());
        data.put("goneMicros", crossing.gone());
        data.put("currency", "USD");
        data.put("node", crossing.node());
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", "budget.threshold");
        event.put("timestamp", crossing.at().toString());
        event.put("data", data);
        return event;
    }
}
