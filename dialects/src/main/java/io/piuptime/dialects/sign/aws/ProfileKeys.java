package io.piuptime.dialects.sign.aws;

import io.piuptime.dialects.aws.sigv4.AwsCredentials;
import io.piuptime.dialects.sign.Expiring;
import io.piuptime.dialects.sign.NoCredentialsException;
import io.piuptime.model.catalog.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The keys of a profile in the file that AWS's own programs share. */
final class ProfileKeys implements Expiring.Source<AwsCredentials> {
    static final String FILE = "AWS_SHARED_CREDENTIALS_FILE";
    static final String PROFILE = "AWS_PROFILE";

    /** So long they are held for good; then the file is looked at anew, as its owner may have changed it. */
    private static final Duration HELD = Duration.ofMinutes(10);

    private final AwsEnvironment environment;
    private final InstantSource clock;

    ProfileKeys(AwsEnvironment environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /** Whether the file is there, or a profile was asked for. */
    boolean areMeant() {
        return environment.text(PROFILE).isPresent()
                || file().filter(Files::isReadable).isPresent();
    }

    @Override
    public Expiring<AwsCredentials> obtain() {
        String profile = environment.text(PROFILE).orElse("default");
        Path file =
                file().orElseThrow(() -> new NoCredentialsException(FILE + ": not set, nor HOME (expected: a file)"));
        Map<String, String> values = section(AwsEnvironment.read(file, FILE), profile);
        Optional<String> id = Optional.ofNullable(values.get("aws_access_key_id"));
        Optional<String> secret = Optional.ofNullable(values.get("aws_secret_access_key"));
        if (id.isEmpty() || secret.isEmpty()) {
            throw new NoCredentialsException("AWS profile " + profile
                    + ": without keys (expected: aws_access_key_id and aws_secret_access_key)");
        }
        Optional<Secret> token =
                Optional.ofNullable(values.get("aws_session_token")).map(Secret::new);
        AwsCredentials keys = new AwsCredentials(id.get(), new Secret(secret.get()), token);
        return new Expiring<>(keys, clock.instant().plus(HELD));
    }

    private Optional<Path> file() {
        return environment.file(FILE).or(() -> environment.file("HOME").map(home -> home.resolve(".aws/credentials")));
    }

    /** The lines between one heading and the next. */
    private static Map<String, String> section(String text, String profile) {
        Map<String, String> values = new HashMap<>();
        boolean within = false;
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                within = line.replaceAll("[\\[\\]]", "").strip().equals(profile);
            } else if (within && !line.startsWith("#") && !line.startsWith(";") && line.indexOf('=') > 0) {
                String name = line.substring(0, line.indexOf('=')).strip().toLowerCase(Locale.ROOT);
                values.put(name, line.substring(line.indexOf('=') + 1).strip());
            }
        }
        values.values().removeIf(String::isEmpty);
        return values;
    }
}
