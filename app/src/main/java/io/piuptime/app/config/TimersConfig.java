package io.piuptime.app.config;

import io.piuptime.model.catalog.Timers;
import java.time.Duration;
import java.util.Optional;

/** How long an exchange may wait, and for what; an absent timer is taken from the level above. */
public record TimersConfig(
        @Describe("TCP connection to a provider (3s).") Optional<Duration> connect,
        @Describe("TLS handshake after it (5s).") Optional<Duration> handshake,

        @Describe("First content of a stream when no other target is left (180s).")
        Optional<Duration> firstToken,

        @Describe("The same while another target is left (10s).")
        Optional<Duration> firstTokenWithAlternative,

        @Describe("Silence inside a stream (15s; 120s for models known to reason).")
        Optional<Duration> betweenEvents,

        @Describe("The whole exchange (10m).") Optional<Duration> total,

        @Describe("Silence towards the caller of a stream before a comment is sent (15s).")
        Optional<Duration> heartbeat,

        @Describe("How long a caller may leave written bytes unread (60s).")
        Optional<Duration> callerStall,

        @Describe(
                value =
                        "How long an answer that is paid from a budget is read on for its usage after its caller has left; 0s = it is cancelled at once (5s).",
                min = 0)
        Optional<Duration> readOn,

        @Describe("A place at a target, while all that could take it are full (10s).")
        Optional<Duration> place,

        @Describe("The same for requests of the priority batch (60s).")
        Optional<Duration> placeOfBatch) {
    /** The timers set here, and those of the level above where none is set. */
    public Timers over(Timers above) {
        Timers written = written(above);
        return written.equals(above) ? above : written; // very many models share one
    }

    private Timers written(Timers above) {
        return new Timers(
                connect.orElse(above.connect()),
                handshake.orElse(above.handshake()),
                firstToken.orElse(above.firstToken()),
                firstTokenWithAlternative.orElse(above.firstTokenWithAlternative()),
                betweenEvents.orElse(above.betweenEvents()),
                total.orElse(above.total()),
                heartbeat.orElse(above.heartbeat()),
                callerStall.orElse(above.callerStall()),
                readOn.orElse(above.readOn()),
                place.orElse(above.place()),
                placeOfBatch.orElse(above.placeOfBatch()));
    }
}
