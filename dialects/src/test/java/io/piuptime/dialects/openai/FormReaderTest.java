package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormReaderTest {
    private static final String MODEL = part("name=\"model\"", "whisper-1");
    private static final String FILE = part("name=\"file\"; filename=\"model\"", "audio \u0000\u00ff\r\n--");
    private static final String END = "--x--\r\n";

    @Test
    void finds_the_model_before_or_after_a_file() {
        for (String body : new String[] {MODEL + FILE + END, FILE + MODEL + END, FILE + MODEL + FILE + END}) {
            RequestFacts facts = read(body).orElseThrow();

            assertThat(facts.model()).isEqualTo("whisper-1");
            assertThat(body.substring(facts.modelFrom(), facts.modelTo())).isEqualTo("whisper-1");
            assertThat(facts.usageAsked()).isTrue();
            assertThat(facts.askUsage()).isEmpty();
        }
    }

    @Test
    void finds_the_model_with_the_piece_that_makes_it_whole() {
        String body = FILE + MODEL + END;
        int needed = body.indexOf("whisper-1") + "whisper-1\r\n--x--".length();
        for (int split = 0; split <= body.length(); split++) {
            Dialect.MultipartReader reader = new OpenAiDialect().multipart("x");
            Optional<RequestFacts> first = reader.read(latin(body.substring(0, split)), false);

            assertThat(first.isPresent()).as("split at " + split).isEqualTo(split >= needed);
            Bytes rest = latin(body.substring(split));
            RequestFacts facts = first.or(() -> reader.read(rest, true)).orElseThrow();
            assertThat(facts.modelFrom()).isEqualTo(body.indexOf("whisper-1"));
        }
    }

    @Test
    void sees_that_a_stream_is_asked_for() {
        String stream = part("name=\"stream\"", "true");

        assertThat(read(stream + MODEL + END).orElseThrow().stream()).isTrue();
        assertThat(read(MODEL + stream + END).orElseThrow().stream()).isTrue();
        assertThat(read(MODEL + part("name=\"stream\"", "false") + END).orElseThrow().stream())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "file, missing_model",
        "empty, missing_model",
        "long, missing_model",
        "twice, duplicate_member",
        "truncated, invalid_multipart",
        "garbage, invalid_multipart",
        "other boundary, invalid_multipart",
        "nothing, invalid_multipart"
    })
    void tells_what_is_wrong(String form, String code) {
        String body = switch (form) {
            case "file" -> FILE + END;
            case "empty" -> part("name=\"model\"", "") + END;
            case "long" -> part("name=\"model\"", "m".repeat(2000)) + END;
            case "twice" -> MODEL + FILE + MODEL + END;
            case "truncated" -> FILE + MODEL.substring(0, MODEL.length() - 4);
            case "garbage" -> "--xy\r\n";
            case "other boundary" -> (FILE + MODEL + END).replace("--x", "--y");
            default -> "";
        };
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> read(body));
        Refusal.BadRequest bad = (Refusal.BadRequest) refused.refusal();

        assertThat(bad.code()).isEqualTo(code);
        assertThat(bad.param()).isEqualTo("model");
    }

    private static Optional<RequestFacts> read(String body) {
        return new OpenAiDialect().multipart("x").read(latin(body), true);
    }

    private static String part(String parameters, String value) {
        return "--x\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\n" + value + "\r\n";
    }

    private static Bytes latin(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
