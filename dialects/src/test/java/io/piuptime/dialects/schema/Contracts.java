package io.piuptime.dialects.schema;

import io.piuptime.dialects.TestData;
import io.piuptime.dialects.chat.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** The contracts that are at hand. */
public final class Contracts {
    private Contracts() {}

    public static Contract openAi() {
        Path file = TestData.folder("spec-openai").resolve("openapi.json");
        return new Contract(Trees.read(text(file)).path("components").path("schemas"), true);
    }

    public static Contract bedrock() {
        Path file = TestData.folder("spec-bedrock/bedrock-runtime/2023-09-30").resolve("service-2.json");
        return new Contract(AwsShapes.definitions(Trees.read(text(file))), false);
    }

    public static Contract gemini() {
        List<Path> files = TestData.files("spec-gemini-proto/generativelanguage/v1beta", ".proto");
        ObjectNode definitions =
                ProtoFile.definitions(files.stream().map(Contracts::text).toList());
        // the path names the model
        ((ObjectNode) definitions.path("GenerateContentRequest")).remove("required");
        return new Contract(definitions, false);
    }

    /** There is no published one: this is what the documentation says. */
    public static Contract anthropic() {
        try (InputStream file = Objects.requireNonNull(
                Contracts.class.getResourceAsStream("anthropic-messages.json"), "anthropic-messages.json")) {
            return new Contract(Trees.read(new String(file.readAllBytes(), StandardCharsets.UTF_8)), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
