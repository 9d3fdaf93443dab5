package io.piuptime.dialects.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.TestData;
import io.piuptime.model.catalog.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the suite that AWS published first, as botocore carries it: each step of each signature. */
class BotocoreVectorsTest {
    private static final String TOKEN = "X-Amz-Security-Token";
    private static final Scope SCOPE = new Scope("us-east-1", "service");
    private static final Instant MOMENT = Instant.parse("2015-08-30T12:36:00Z");

    private static List<Path> vectors() throws IOException {
        try (Stream<Path> files = Files.walk(TestData.folder("sigv4-botocore/aws4_testsuite"))) {
            return files.filter(file -> file.toString().endsWith(".req"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void all_cases_are_there() throws IOException {
        assertThat(vectors()).hasSize(34);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void takes_every_step_as_the_vector_does(Path vector) {
        VectorText request = VectorText.read(vector);
        VectorText signed = VectorText.read(beside(vector, ".sreq"));
        boolean tokenSigned = VectorText.file(beside(vector, ".creq")).contains("x-amz-security-token");
        AwsCredentials credentials = new AwsCredentials(
                "AKIDEXAMPLE",
                new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
                signed.header(TOKEN).map(Secret::new));
        SigningRules rules = new SigningRules(true, true, false, tokenSigned);

        List<HeaderField> added =
                new SigV4(SCOPE, rules, InstantSource.fixed(MOMENT)).sign(request.toSign(), credentials);

        SigningRequest covered = new VectorText(
                        request.method(), request.target(), covered(request, added, rules), request.body())
                .toSign();
        CanonicalRequest canonical = CanonicalRequest.of(covered, rules);
        assertThat(canonical.text()).isEqualTo(VectorText.file(beside(vector, ".creq")));
        assertThat(new Signature(MOMENT, SCOPE).stringToSign(canonical))
                .isEqualTo(VectorText.file(beside(vector, ".sts")));
        assertThat(value(added, "Authorization")).contains(VectorText.file(beside(vector, ".authz")));
        assertThat(value(added, "X-Amz-Date")).isEqualTo(signed.header("X-Amz-Date"));
        assertThat(value(added, TOKEN)).isEqualTo(signed.header(TOKEN));
    }

    /** What of the added headers the signature covers, with those of the request that they do not replace. */
    private static List<HeaderField> covered(VectorText request, List<HeaderField> added, SigningRules rules) {
        List<HeaderField> covered = new ArrayList<>(request.headers());
        covered.removeIf(header -> value(added, header.name()).isPresent());
        covered.addAll(added);
        covered.removeIf(header -> header.name().equals(TOKEN) && !rules.signToken());
        return covered;
    }

    private static Optional<String> value(List<HeaderField> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(HeaderField::value)
                .findFirst();
    }

    private static Path beside(Path vector, String ending) {
        return vector.resolveSibling(vector.getFileName().toString().replace(".req", ending));
    }
}
