package io.piuptime.dialects.sign.cloud;

import io.piuptime.dialects.sign.TokenExchange;
import io.piuptime.gateway.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks over HTTP. The client is made with the first question: most gateways never ask. */
public final class HttpTokenExchange implements TokenExchange {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int MOST = 1 << 20;

    private static final class Client {
        static final HttpClient HTTP = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();

        private Client() {}
    }

    @Override
    public Answer exchange(Ask ask) throws IOException {
        byte[] body = ask.body().copy();
        HttpRequest.Builder request = HttpRequest.newBuilder(ask.uri())
                .timeout(ANSWER)
                .method(ask.method(), body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        ask.headers().forEach(request::header);
        try {
            HttpResponse<InputStream> reply = Client.HTTP.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream in = reply.body()) {
                return new Answer(reply.statusCode(), Bytes.of(in.readNBytes(MOST)));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while asking " + ask);
        }
    }
}
