package io.piuptime.catalog;

import java.util.List;

/**
 * What OpenAI offers, as far as its names are known.
 *
 * @param names models that exist
 * @param wildcards that cover every model, also those that come later
 */
public record OpenAiModels(List<String> names, List<String> wildcards) {
    public OpenAiModels {
        names = List.copyOf(names);
        wildcards = List.copyOf(wildcards);
    }

    /** Reads the list that ships with this module. */
    public static OpenAiModels shipped() {
        List<String> lines = NameList.read("openai-models.txt");
        return new OpenAiModels(
                lines.stream().filter(line -> !Wildcard.isIn(line)).toList(),
                lines.stream().filter(Wildcard::isIn).toList());
    }
}
