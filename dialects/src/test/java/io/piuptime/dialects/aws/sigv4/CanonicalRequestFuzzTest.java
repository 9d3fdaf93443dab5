package io.piuptime.dialects.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.piuptime.dialects.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests nobody wrote: the canonical form is well formed, and the same for every spelling and order of one request. */
class CanonicalRequestFuzzTest {
    private static final long NANOS = 2_000_000_000L;
    private static final String SEED =
            "/model/a%3Ab/./c//..//é$ /%zz/converse\u0001b=2&a=%E1%88%B4&a=1&&=x&c=%&+=+\u0001 a   b\t c ";

    @FuzzTest(maxDuration = "3s")
    void never_throws_and_always_agrees_with_itself(byte[] bytes) {
        check(bytes, new Random(bytes.length));
    }

    @Test
    void agrees_with_itself_on_requests_made_at_random() {
        Random random = new Random(20260315);
        Mutations mutations = new Mutations(random);
        int requests = 0;
        for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; requests++) {
            check(mutations.mutate(mutations.mutate(SEED.getBytes(StandardCharsets.UTF_8))), random);
        }
        assertThat(requests).isGreaterThan(100);
    }

    private static void check(byte[] bytes, Random random) {
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\u0001", 3);
        String path = "/" + parts[0];
        String query = parts.length > 1 ? parts[1] : "";
        String value = parts.length > 2 ? parts[2].replaceAll("[\r\n\u0000]", " ") : "";

        String canonical = text(path, query, value, SigningRules.USUAL);
        List<String> lines = List.of(canonical.split("\n", -1));

        assertThat(lines).as(canonical).hasSize(8);
        assertThat(lines.get(1))
                .matches("/[A-Za-z0-9._~%/-]*")
                .doesNotContain("//")
                .doesNotContain("/./", "/../");
        assertThat(lines.get(2)).matches("([A-Za-z0-9._~%-]*=[A-Za-z0-9._~%-]*(&(?!$)|$))*");
        assertThat(text(path, lines.get(2), value, SigningRules.USUAL)).isEqualTo(canonical);
        assertThat(text(path, shuffled(query, random), value, SigningRules.USUAL))
                .isEqualTo(canonical);
        assertThat(text(UriText.normalise(path), query, " " + value + " ", SigningRules.USUAL))
                .isEqualTo(canonical);
        assertThat(UriText.reencode(UriText.encode(value))).isEqualTo(UriText.encode(value));
    }

    private static String shuffled(String query, Random random) {
        List<String> pairs = new ArrayList<>(List.of(query.split("&", -1)));
        Collections.shuffle(pairs, random);
        return String.join("&", pairs);
    }

    private static String text(String path, String query, String value, SigningRules rules) {
        List<HeaderField> headers = List.of(new HeaderField("Host", "h"), new HeaderField("X-Value", value));
        return CanonicalRequest.of(new SigningRequest("GET", path, query, headers, Payload.EMPTY), rules)
                .text();
    }
}
