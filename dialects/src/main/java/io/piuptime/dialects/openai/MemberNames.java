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
    /** Names that are written with escapes, and all that come after the first few. */
    private Set<String> texts = Set.of();

    private int size;

    /** Adds the name of the cursor's current member. Returns false when it was there already. */
    boolean add(JsonCursor cursor) {
        size++;
        for (int i = 0; i < places; i++) {
            if (cursor.keyIsAt(froms[i], tos[i])) {
                return false;
            }
        }
        if (places < FEW && texts.isEmpty() && !cursor.keyIsEscaped()) {
            froms[places] = cursor.keyFrom();
            tos[places++] = cursor.keyTo();
            return true;
        }
        if (texts.isEmpty()) {
            texts = new HashSet<>();
        }
        return texts.add(cursor.key());
    }

    int size() {
        return size;
    }
}
