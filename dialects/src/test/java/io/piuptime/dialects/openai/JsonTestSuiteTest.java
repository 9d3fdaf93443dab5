package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.piuptime.dialects.TestData;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files of JSONTestSuite, each as the value of a member. None of the broken ones becomes whole by that. */
class JsonTestSuiteTest {
    private final OpenAiDialect dialect = new OpenAiDialect();

    @Test
    void accepts_all_that_is_valid_and_refuses_all_that_is_not() throws IOException {
        List<String> wrong = new ArrayList<>();
        int files = 0;
        for (Path file : TestData.files("json-JSONTestSuite/test_parsing", ".json")) {
            String name = String.valueOf(file.getFileName());
            Throwable thrown = catchThrowable(() -> dialect.read(Operation.CHAT_COMPLETIONS, wrapped(file)));
            boolean refused = thrown instanceof RefusedException e && e.refusal() instanceof Refusal.BadRequest;
            if (thrown != null && !refused) {
                wrong.add(name + ": " + thrown);
            } else if (name.startsWith("y_") && refused) {
                wrong.add(name + ": refused");
            } else if (name.startsWith("n_") && !refused) {
                wrong.add(name + ": accepted");
            }
            files++;
        }
        assertThat(wrong).isEmpty();
        assertThat(files).isGreaterThan(300);
    }

    private static Bytes wrapped(Path file) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"model\":\"m\",\"x\":".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(Files.readAllBytes(file));
        body.write('}');
        return Bytes.of(body.toByteArray());
    }
}
