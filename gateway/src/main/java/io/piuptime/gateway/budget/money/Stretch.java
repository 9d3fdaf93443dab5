package io.piuptime.gateway.budget.money;

import io.piuptime.model.limit.Window;
import java.time.Instant;

/**
 * The part of a window's time that one account stands for. A rolling window is made of pieces: what is spent in one counts
 * until all pieces that touch the window are over, so that at no moment more than the cap was spent in the time looked back on.
 *
 * @param start first second
 * @param end the second after the last
 * @param since first second of what counts together with it
 */
public record Stretch(long start, long end, long since) {
    private static final int PIECES = 24;

    /** The stretch of a window that a moment lies in. */
    public static Stretch of(Window window, Instant at) {
        return switch (window) {
            case Window.Calendar calendar -> {
                long start = calendar.start(at).getEpochSecond();
                yield new Stretch(start, calendar.end(at).getEpochSecond(), start);
            }
            case Window.Rolling rolling -> {
                long length = rolling.length().toSeconds();
                long piece = Math.max(1, length / PIECES);
                long start = Math.floorDiv(at.getEpochSecond(), piece) * piece;
                yield new Stretch(start, start + piece, Math.floorDiv(start - length, piece) * piece);
            }
            case Window.Total _ -> new Stretch(0, Long.MAX_VALUE, 0);
        };
    }
}
