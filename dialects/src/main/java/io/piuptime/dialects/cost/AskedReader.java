package io.piuptime.dialects.cost;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonFault;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.budget.money.bound.Asked;
import io.piuptime.gateway.budget.money.bound.BodyReader;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Operation.Topic;

/** Finds what a body asks for by passing over it once. */
public final class AskedReader implements BodyReader {
    @Override
    public Asked read(Operation operation, Wire wire, Target target, Bytes body) {
        boolean answers = operation.topic() == Topic.CHAT || operation == Operation.COMPLETIONS;
        boolean takesIn = operation.topic() == Topic.EMBED
                || operation.topic() == Topic.RERANK
                || operation == Operation.MODERATIONS;
        if (!answers && !takesIn) {
            return Asked.unbounded(
                    body.length(), operation.telemetryName().replace('_', ' ') + ", whose cost has no bound");
        }
        boolean oldLimit = operation == Operation.COMPLETIONS
                || target.provider().habits().quirks().contains(Quirk.MAX_TOKENS_ONLY);
        try {
            return new Scan(CostForm.of(wire), wire, answers, oldLimit, body).asked(new JsonCursor(body));
        } catch (JsonFault _) {
            return Asked.unbounded(body.length(), "a body that cannot be read");
        }
    }
}
