package io.piuptime.model.catalog;

import java.time.Duration;

/**
 * How long an exchange may wait, and for what.
 *
 * @param connect TCP connection to the target
 * @param handshake TLS handshake after it
 * @param firstToken first content of a stream when no other candidate is left
 * @param firstTokenWithAlternative the same while another candidate is left
 * @param betweenEvents silence inside a stream after its first content
 * @param total the whole exchange
 * @param heartbeat silence towards the caller of a stream before a comment is sent
 * @param callerStall how long a caller may leave written bytes unread
 * @param readOn how long an answer that is paid from a budget is read on for its usage after its caller has left; zero = not at all
 * @param place a place at a target, while all that could take it are full
 * @param placeOfBatch the same for what nobody waits for
 */
public record Timers(
        Duration connect,
        Duration handshake,
        Duration firstToken,
        Duration firstTokenWithAlternative,
        Duration betweenEvents,
        Duration total,
        Duration heartbeat,
        Duration callerStall,
        Duration readOn,
        Duration place,
        Duration placeOfBatch) {
    public static final Timers DEFAULT = new Timers(
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(180),
            Duration.ofSeconds(10),
            Duration.ofSeconds(120),
            Duration.ofSeconds(600),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60));
}
