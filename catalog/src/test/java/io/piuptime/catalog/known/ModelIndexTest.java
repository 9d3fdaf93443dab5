package io.piuptime.catalog.known;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.price.PriceList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelIndexTest {
    private final ModelIndex index = new ModelIndex(List.of(
            model("fox"),
            model("Fox-2", "vixen", "fox-two-*"),
            model("fox-2-mini", "fox-two-mini*"),
            model("owl", "*-owl", "owl-*-night", "*barn*"),
            model("owl-2025-01-01"),
            model("vixen")));

    @ParameterizedTest
    @CsvSource({
        "fox, fox",
        "FOX, fox",
        "fox-2, Fox-2",
        "vixen, vixen",
        "Vixen, vixen",
        "fox-two-large, Fox-2",
        "fox-two-, Fox-2",
        "fox-two-mini, fox-2-mini",
        "fox-two-mini-high, fox-2-mini",
        "snowy-owl, owl",
        "owl-deep-night, owl",
        "a-barn-door, owl",
        "barn, owl",
        "owl-2025-01-01, owl-2025-01-01",
        "owl-2026-12-31, owl",
        "owl-20261231, owl",
        "owl@20261231, owl",
        "owl-1231, owl",
        "owl-latest, owl",
        "owl@default, owl",
        "OWL-LATEST, owl",
        "fox-two-x-2026-12-31, Fox-2"
    })
    void finds(String asked, String id) {
        assertThat(index.find(asked)).map(KnownModel::id).contains(id);
    }

    @ParameterizedTest
    @CsvSource({
        "foxes",
        "fox-3",
        "owl-night",
        "owl-2025",
        "owl-3231",
        "owl-2026-12-31-2026-12-31",
        "-owls",
        "fox-two",
        "''",
        "-latest",
        "'*'"
    })
    void does_not_find(String asked) {
        assertThat(index.find(asked)).isEmpty();
    }

    @Test
    void a_very_long_name_is_not_tried_against_patterns() {
        assertThat(index.find("fox-two-" + "x".repeat(300))).isEmpty();
    }

    @Test
    void keeps_the_order_of_models() {
        assertThat(index.models()).extracting(KnownModel::id).startsWith("fox", "Fox-2", "fox-2-mini");
        assertThat(new ModelIndex(List.of()).find("fox")).isEmpty();
    }

    private static Entry model(String id, String... names) {
        return Entry.of(new KnownModel("zoo", id, id, List.of(names), Nature.UNKNOWN, Life.UNKNOWN, PriceList.UNKNOWN));
    }
}
