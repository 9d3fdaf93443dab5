package io.piuptime.dialects.sign.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piuptime.dialects.sign.TokenExchange.Answer;
import io.piuptime.dialects.sign.TokenExchange.Ask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTokenExchangeTest {
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final HttpTokenExchange exchange = new HttpTokenExchange();
    private HttpServer server;

    @BeforeEach
    void starts_a_server() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", call -> answer(call, 200, "{\"access_token\":\"t\"}"));
        server.createContext("/refused", call -> answer(call, 401, "{\"error\":\"no\"}"));
        server.createContext("/empty", call -> answer(call, 204, ""));
        server.createContext("/large", call -> answer(call, 200, "x".repeat(3 << 20)));
        server.createContext("/elsewhere", call -> {
            call.getResponseHeaders().set("Location", "/token");
            answer(call, 302, "");
        });
        server.start();
    }

    @AfterEach
    void stops_it() {
        server.stop(0);
    }

    @Test
    void posts_a_form() throws IOException {
        Answer answer = exchange.exchange(Ask.form(at("/token"), Map.of("a", "1 &é")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).hasToString("{\"access_token\":\"t\"}");
        assertThat(heard).containsExactly("POST /token application/x-www-form-urlencoded a=1+%26%C3%A9");
    }

    @Test
    void gets_with_headers() throws IOException {
        exchange.exchange(Ask.get(at("/token?x=1"), Map.of("Content-Type", "text/x")));

        assertThat(heard).containsExactly("GET /token?x=1 text/x ");
    }

    @Test
    void hands_every_status_over() throws IOException {
        assertThat(exchange.exchange(Ask.get(at("/refused"), Map.of())).status())
                .isEqualTo(401);
        assertThat(exchange.exchange(Ask.get(at("/empty"), Map.of())).status()).isEqualTo(204);
        assertThat(exchange.exchange(Ask.get(at("/nothing-there"), Map.of())).status())
                .isEqualTo(404);
    }

    @Test
    void follows_nobody_elsewhere() throws IOException {
        assertThat(exchange.exchange(Ask.get(at("/elsewhere"), Map.of())).status())
                .isEqualTo(302);
        assertThat(heard).hasSize(1);
    }

    @Test
    void reads_no_more_than_a_token_can_be() throws IOException {
        assertThat(exchange.exchange(Ask.get(at("/large"), Map.of())).body().length())
                .isEqualTo(1 << 20);
    }

    @Test
    void fails_when_nobody_answers() {
        URI gone = at("/token");
        server.stop(0);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> exchange.exchange(Ask.get(gone, Map.of())));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange call, int status, String body) throws IOException {
        String text = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String type = String.valueOf(call.getRequestHeaders().getFirst("Content-Type"));
        heard.add(call.getRequestMethod() + " " + call.getRequestURI() + " " + type + " " + text);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (call) {
            call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            call.getResponseBody().write(bytes);
        }
    }
}
