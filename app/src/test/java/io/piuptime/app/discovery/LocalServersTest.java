package io.piuptime.app.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.config.known.LocalServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LocalServersTest {
    private final LocalServers servers = new LocalServers(System::nanoTime);

    @Test
    void tells_servers_by_their_answers_whatever_their_ports() throws Exception {
        try (LocalDouble vllm = LocalDouble.vllm("Qwen/Qwen3-8B", "lora");
                LocalDouble ollama = LocalDouble.ollama("llama3.2:latest");
                LocalDouble llama = LocalDouble.llamaCpp("model.gguf");
                LocalDouble studio =
                        new LocalDouble().answering("/v1/models", LocalDouble.openAi("organization_owner", "gemma"));
                LocalDouble sglang = new LocalDouble().answering("/v1/models", LocalDouble.openAi("sglang", "q"))) {
            assertThat(servers.look(List.of(vllm.port(), ollama.port(), llama.port(), studio.port(), sglang.port())))
                    .isTrue();
            assertThat(servers.found())
                    .containsExactly(
                            server("vllm", "vllm", vllm.port(), "Qwen/Qwen3-8B", "lora"),
                            server("ollama", "ollama", ollama.port(), "llama3.2:latest"),
                            server("llamacpp", "llama-cpp", llama.port(), "model.gguf"),
                            server("lmstudio", "lmstudio", studio.port(), "gemma"),
                            server("sglang", "sglang", sglang.port(), "q"));
            assertThat(vllm.asked()).containsExactly("/v1/models");
        }
    }

    @Test
    void the_second_of_a_kind_has_its_port_in_its_name() throws Exception {
        try (LocalDouble one = LocalDouble.vllm("a");
                LocalDouble two = LocalDouble.vllm("b")) {
            servers.look(List.of(one.port(), two.port()));
            assertThat(servers.found()).extracting(LocalServer::name).containsExactly("vllm", "vllm-" + two.port());
        }
    }

    @Test
    void an_ollama_without_a_model_is_there_all_the_same() throws Exception {
        try (LocalDouble ollama = new LocalDouble()
                .answering("/v1/models", "{\"object\":\"list\",\"data\":null}")
                .answering("/api/tags", "{\"models\":[]}")) {
            servers.look(List.of(ollama.port()));
            assertThat(servers.found()).containsExactly(server("ollama", "ollama", ollama.port()));
        }
    }

    @Test
    void says_whether_something_has_changed_and_forgets_what_is_gone() throws Exception {
        try (LocalDouble ollama = LocalDouble.ollama("a")) {
            List<Integer> ports = List.of(ollama.port());
            assertThat(servers.look(ports)).isTrue();
            assertThat(servers.look(ports)).isFalse();

            ollama.answering("/api/tags", LocalDouble.tags("a", "b"));
            assertThat(servers.look(ports)).isTrue();
            assertThat(servers.found().getFirst().models()).containsExactly("a", "b");

            ollama.leave();
            assertThat(servers.look(ports)).isTrue();
            assertThat(servers.found()).isEmpty();
        }
    }

    @Test
    void a_server_that_is_late_counts_as_there_for_a_while() throws Exception {
        try (LocalDouble vllm = LocalDouble.vllm("m")) {
            List<Integer> ports = List.of(vllm.port());
            servers.look(ports);
            vllm.answeringWhole("/v1/models", "");
            for (int look = 0; look < 3; look++) {
                assertThat(servers.look(ports)).isFalse();
            }
            assertThat(servers.look(ports)).isTrue();
            assertThat(servers.found()).isEmpty();
        }
    }

    @Test
    void nobody_waits_long_for_any_number_of_silent_servers() throws Exception {
        try (LocalDouble one = new LocalDouble().answeringWhole("/v1/models", "");
                LocalDouble two = new LocalDouble().answeringWhole("/v1/models", "HTTP/1.0 200 OK\r\n\r\n{…");
                ServerSocket three = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            long began = System.nanoTime();
            servers.look(List.of(one.port(), two.port(), three.getLocalPort()));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            assertThat(servers.found()).isEmpty();
        }
    }

    @Test
    void what_is_no_server_of_models_is_left_alone() throws Exception {
        for (String answer : List.of(
                "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/x\r\n\r\n",
                "HTTP/1.0 200 OK\r\n\r\n<html>",
                "HTTP/1.0 200 OK\r\n\r\n" + LocalDouble.openAi("somebody", "m"),
                "HTTP/1.0 200 OK\r\n\r\n{\"data\":{\"id\":1}}",
                "HTTP/1.0 200 OK\r\n\r\n" + "[".repeat(100_000),
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/1.0 200 OK\r\n\r\n" + LocalDouble.openAi("vllm", "m") + " ".repeat(2 << 20))) {
            try (LocalDouble other = new LocalDouble().answeringWhole("/v1/models", answer)) {
                assertThat(servers.look(List.of(other.port())))
                        .as(answer.substring(0, 20))
                        .isFalse();
            }
        }
    }

    @Test
    void a_name_that_could_do_harm_is_left_out() throws Exception {
        try (LocalDouble vllm = LocalDouble.vllm("good", "*", "a b", "x".repeat(201), "", "é", "good")) {
            servers.look(List.of(vllm.port()));
            assertThat(servers.found().getFirst().models()).containsExactly("good");
        }
    }

    @Test
    void no_more_than_five_hundred_models_are_taken() throws Exception {
        String[] models = new String[600];
        for (int at = 0; at < models.length; at++) {
            models[at] = "m" + at;
        }
        try (LocalDouble vllm = LocalDouble.vllm(models)) {
            servers.look(List.of(vllm.port()));
            assertThat(servers.found().getFirst().models()).hasSize(500);
        }
    }

    @Test
    void an_answer_that_leaves_its_connection_open_is_whole_when_its_length_is_there() throws IOException {
        String json = LocalDouble.openAi("vllm", "…");
        int length = json.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        try (LocalDouble open = new LocalDouble()
                .answeringWhole("/x", "HTTP/1.1 200 OK\r\nCONTENT-LENGTH: " + length + "\r\n\r\n" + json + "…")) {
            assertThat(new LoopbackHttp(System::nanoTime, Duration.ofSeconds(20)).get(open.port(), "/x"))
                    .hasValueSatisfying(body -> assertThat(body).hasSize(length));
        }
    }

    private static LocalServer server(String name, String row, int port, String... models) {
        return new LocalServer(name, row, URI.create("http://127.0.0.1:" + port + "/v1"), List.of(models));
    }
}
