package io.piuptime.app.e2e.fault;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A gateway with as many models as there are errors: the first target of each answers with its error, at an address of its
 * own so that none suffers from another's, and the second one is well.
 */
final class ErrorReplies implements AutoCloseable {
    private final FakeOpenAi fake = FakeOpenAi.start();
    private final GatewayUnderTest gateway;

    /** An error as a provider answers it. */
    record ErrorReply(String name, int status, List<Header> headers, String body) {
        @Override
        public String toString() {
            return name;
        }
    }

    private ErrorReplies(Path folder, List<ErrorReply> errors) throws IOException {
        fake.always(asked -> answer(asked, errors));
        StringBuilder providers =
                new StringBuilder("providers:\n  well: {base-url: \"%s\"}\n".formatted(fake.baseUrl()));
        StringBuilder models = new StringBuilder("models:\n");
        for (int i = 0; i < errors.size(); i++) {
            providers.append("  p%d: {base-url: \"http://127.0.0.1:%d/p%d/v1\"}%n".formatted(i, fake.port(), i));
            models.append("  m%1$d: {targets: [{provider: p%1$d}, {provider: well}]}%n".formatted(i));
        }
        gateway = GatewayUnderTest.start(folder, providers.toString() + models + "drain: {lag: 0s}\n");
    }

    static ErrorReplies start(Path folder, List<ErrorReply> errors) throws IOException {
        return new ErrorReplies(folder, errors);
    }

    /** Why the other target was asked, or the status of the error that the caller got instead. */
    String reasonOf(int error) throws Exception {
        HttpResponse<String> reply =
                gateway.post("/v1/chat/completions", "{\"model\":\"m" + error + "\",\"messages\":[]}");
        return reply.headers().firstValue("x-piup-fallback-reason").orElseGet(() -> "told with " + reply.statusCode());
    }

    @Override
    public void close() {
        gateway.close();
        fake.close();
    }

    private static Script answer(Received asked, List<ErrorReply> errors) {
        String path = asked.path();
        if (!path.startsWith("/p")) {
            return Script.chat("well");
        }
        ErrorReply error = errors.get(Integer.parseInt(path.substring(2, path.indexOf('/', 2))));
        return Script.answer(error.status(), error.headers(), error.body().getBytes(StandardCharsets.UTF_8));
    }
}
