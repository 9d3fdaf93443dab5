package io.piuptime.stores.rows;

import io.piuptime.observe.usage.UsageQuery.Whose;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The conditions of a query for usage that say whose exchanges are asked for. */
public final class WhoseConditions {
    private WhoseConditions() {}

    /**
     * Adds them, each with its parameter.
     *
     * @param place the database's name of the function that finds a text in another
     */
    public static void add(Whose whose, String place, BiConsumer<String, Object> conditions) {
        equal("tenant", whose.tenant(), conditions);
        equal("team", whose.team(), conditions);
        equal("application", whose.application(), conditions);
        equal("user_id", whose.user(), conditions);
        equal("end_user", whose.endUser(), conditions);
        whose.tag().ifPresent(tag -> conditions.accept(place + "(tags, ?) > 0", Texts.storable(TagText.part(tag))));
    }

    private static void equal(String column, Optional<String> value, BiConsumer<String, Object> conditions) {
        value.ifPresent(asked -> conditions.accept(column + " = ?", Texts.storable(asked)));
    }
}
