package io.piuptime.dialects.relay;

import io.piuptime.gateway.Bytes;
import java.util.List;

/** What belongs to a dialect besides its codec: what keeps a stream alive and ends it, and how models are listed. */
public interface Manner {
    /** What keeps a silent stream alive without saying anything. */
    Bytes heartbeat();

    /** The event that ends a stream whose provider forgot to, after its finish reason; empty if the dialect has none. */
    Bytes terminal();

    /** The list of models; {@code created} in epoch seconds. */
    Bytes models(List<String> names, long created);

    /** One model of that list. */
    Bytes model(String name, long created);
}
