package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.Mutations;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Replies and forms nobody wrote. */
class ReplyFuzzTest {
    private static final long NANOS = 1_000_000_000L;
    private static final String REPLY =
            "{\"id\":\"é\\u00e9\",\"choices\":[{\"message\":{\"content\":\"hi \\\"x\\\"\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":10,\"prompt_tokens_details\":{\"cached_tokens\":4}}}";
    private static final String FORM =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n\r\n--a\r\n--b"
                    + "\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm1\r\n--b--\r\n";

    private final OpenAiDialect dialect = new OpenAiDialect();
    private final Random random = new Random(20260803);
    private final Mutations mutations = new Mutations(random);

    @Test
    void a_reply_tells_the_same_at_once_and_piece_by_piece() {
        int wellFormed = 0;
        for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; ) {
            byte[] body = mutations.mutate(REPLY.getBytes(StandardCharsets.UTF_8));
            String text = new String(body, StandardCharsets.UTF_8);
            // piece by piece, not all of UTF-8 is checked, and a finish reason loses its surrogates
            if (!Arrays.equals(body, text.getBytes(StandardCharsets.UTF_8)) || text.contains("\\ud800")) {
                continue;
            }
            ReplyReport report = dialect.report(Operation.CHAT_COMPLETIONS, Bytes.of(body));
            ReplyMeter meter = dialect.meter(Operation.CHAT_COMPLETIONS);
            for (int at = 0; at < body.length; ) {
                int to = Math.min(body.length, at + 1 + random.nextInt(50));
                meter.feed(new Bytes(body, at, to));
                at = to;
            }
            assertThat(meter.finish())
                    .as(new String(body, StandardCharsets.ISO_8859_1))
                    .isEqualTo(report);
            wellFormed += report.wellFormed() ? 1 : 0;
        }
        assertThat(wellFormed).isGreaterThan(50);
    }

    @Test
    void a_form_tells_the_same_at_once_and_byte_by_byte() {
        int read = 0;
        for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; ) {
            byte[] body = mutations.mutate(FORM.getBytes(StandardCharsets.UTF_8));
            String bytewise = told(body, 1);
            // with one piece a fault after the model is seen before the model is told
            if (!told(body, body.length + 1).equals(bytewise)) {
                assertThat(bytewise)
                        .as(new String(body, StandardCharsets.ISO_8859_1))
                        .startsWith("RequestFacts");
            }
            read += bytewise.startsWith("RequestFacts") ? 1 : 0;
        }
        assertThat(read).isGreaterThan(50);
    }

    private String told(byte[] body, int size) {
        var reader = dialect.multipart("b");
        try {
            for (int at = 0; at < body.length; at += size) {
                int to = Math.min(body.length, at + size);
                var facts = reader.read(new Bytes(body, at, to), to == body.length);
                if (facts.isPresent()) {
                    return facts.get().toString();
                }
            }
            return "nothing";
        } catch (RefusedException e) {
            return e.refusal().toString();
        }
    }
}
