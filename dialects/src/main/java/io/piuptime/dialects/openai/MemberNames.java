package io.piuptime.dialects.openai;

import io.piuptime.dialects.json.JsonCursor;
import java.util.HashSet;
import java.util.Set;

/** The names of an object's members, to find one that comes twice. Of a few, only the places are kept. */
final class MemberNames {
    private static final int FEW = 16;

    private final int[] froms = new int[FEW];
    private final int[] tos = new int[FEW];
    private int places;
    /** All names, as soon as one has escapes or there are more than a few: each is unescaped once, however many there are. */
    private Set<String> texts = Set.of();

    private int size;

    /** Adds the name of the cursor's current member. Returns false when it was there already. */
    boolean add(JsonCursor cursor) {
        size++;
        if (texts.isEmpty() && places < FEW && !cursor.keyIsEscaped()) {
            return addPlace(cursor);
        }
        if (texts.isEmpty()) {
            texts = new HashSet<>();
            for (int i = 0; i < places; i++) {
                texts.add(cursor.keyAt(froms[i], tos[i]));
            }
        }
        return texts.add(cursor.key());
    }

    int size() {
        return size;
    }

    private boolean addPlace(JsonCursor cursor) {
        for (int i = 0; i < places; i++) {
            if (cursor.keyIsAt(froms[i], tos[i])) {
                return false;
            }
        }
        froms[places] = cursor.keyFrom();
        tos[places++] = cursor.keyTo();
        return true;
    }
}
