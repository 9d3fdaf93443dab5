package io.piuptime.dialects.sign.aws;

import io.piuptime.dialects.sign.NoCredentialsException;
import io.piuptime.model.catalog.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The environment variables that AWS's own clients know, and the files they name. */
final class AwsEnvironment {
    private final Map<String, String> variables;

    AwsEnvironment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    Optional<Secret> secret(String name) {
        return text(name).map(Secret::new);
    }

    Optional<Path> file(String name) {
        return text(name).map(Path::of);
    }

    Optional<String> region() {
        return text("AWS_REGION").or(() -> text("AWS_DEFAULT_REGION"));
    }

    /** The text of a file that a variable names. */
    static String read(Path file, String variable) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new NoCredentialsException(variable + ": the file cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return "AwsEnvironment" + variables.keySet();
    }
}
