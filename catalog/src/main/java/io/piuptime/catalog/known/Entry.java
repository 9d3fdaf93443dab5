package io.piuptime.catalog.known;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A model by which it can be found, and which is read when it is asked for. */
final class Entry {
    private final String id;
    private final List<String> names;
    private final Supplier<KnownModel> model;

    Entry(String id, List<String> names, Supplier<KnownModel> reader) {
        this.id = id;
        this.names = names;
        this.model = new Once<>(reader);
    }

    static Entry of(KnownModel model) {
        return new Entry(model.id(), model.names(), () -> model);
    }

    String id() {
        return id;
    }

    List<String> names() {
        return names;
    }

    KnownModel model() {
        return model.get();
    }

    /** The same entry for a model that is changed after it is read. */
    Entry changed(UnaryOperator<KnownModel> change) {
        return new Entry(id, names, () -> change.apply(model.get()));
    }
}
