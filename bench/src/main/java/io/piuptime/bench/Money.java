package io.piuptime.bench;

import io.piuptime.bench.money.SpendingTime;
import io.piuptime.bench.subject.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What it costs to reserve money before a request leaves, and to settle it. */
final class Money {
    private final Scale scale;
    private final Figures figures;

    Money(Scale scale, Figures figures) {
        this.scale = scale;
        this.figures = figures;
    }

    void measure() {
        try (TemporaryFolder folder = TemporaryFolder.create("piup-money")) {
            figures.put("money_us", new SpendingTime(scale.pair(), folder.path()).micros());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
