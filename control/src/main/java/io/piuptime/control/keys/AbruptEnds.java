package io.piuptime.control.keys;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.directory.codec.PackedChange;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import java.util.Optional;
import java.util.function.Consumer;

/** Hears of changes of the directory, and ends the exchanges of keys that end at once, whichever node was told so. */
public record AbruptEnds(OpenExchanges open) implements Consumer<PackedChange> {
    public AbruptEnds {
        requireNonNull(open, "open");
    }

    @Override
    public void accept(PackedChange change) {
        if (change.kind().equals(Optional.of(Kind.KEY))) {
            change.entry()
                    .map(KeyEntry.class::cast)
                    .filter(key -> key.lifetime().abrupt())
                    .ifPresent(key -> open.end(key.id()));
        }
    }
}
