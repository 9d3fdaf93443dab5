package io.piuptime.gateway.load;

import java.io.IOException;

/** Gets the text of an engine's metrics. */
interface MetricsSource extends AutoCloseable {
    /**
     * The whole text, within a second.
     *
     * @throws IOException if it is not to be had; the message says why
     */
    byte[] text(MetricsAddress from) throws IOException, InterruptedException;

    /** Lets go of connections. */
    @Override
    default void close() {}
}
