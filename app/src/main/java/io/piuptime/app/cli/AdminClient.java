package io.piuptime.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.piuptime.app.cli.line.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a gateway's admin API. Every answer that is no success ends the command with the answer's message. */
final class AdminClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final Location location;
    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    AdminClient(Location location) {
        this.location = location;
    }

    /** A successful answer. */
    record Answer(String body, Map<String, List<String>> headers) {
        Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    JsonNode json(String method, String path, Optional<Object> body) {
        return parse(
                send(method, path, Map.of(), body.map(this::write), Map.of()).body());
    }

    /** The answer to a text that is sent as it is. */
    JsonNode post(String path, Map<String, String> query, String text) {
        return parse(send("POST", path, query, Optional.of(text), Map.of()).body());
    }

    /** Puts a body in the place of what has a tag, if it still has it. */
    JsonNode replace(String path, Object body, String etag) {
        return parse(send("PUT", path, Map.of(), Optional.of(write(body)), Map.of("if-match", etag))
                .body());
    }

    /** All entries of a list, page by page. */
    List<JsonNode> pages(String path, Map<String, String> query, String plural) {
        Map<String, String> following = new HashMap<>(query);
        List<JsonNode> entries = new ArrayList<>();
        Optional<String> next;
        do {
            JsonNode page = parse(read(path, following).body());
            page.path(plural).forEach(entries::add);
            next = Optional.of(page.path("next").asString("")).filter(cursor -> !cursor.isEmpty());
            next.ifPresent(cursor -> following.put("after", cursor));
        } while (next.isPresent());
        return entries;
    }

    Answer read(String path, Map<String, String> query) {
        return send("GET", path, query, Optional.empty(), Map.of());
    }

    JsonNode parse(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException _) {
            throw CommandException.failed("What answers at " + location + " is no Pi Uptime admin API");
        }
    }

    String write(Object value) {
        return json.writeValueAsString(value);
    }

    private Answer send(
            String method, String path, Map<String, String> query, Optional<String> body, Map<String, String> headers) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
        String base = location.admin().toString().replaceAll("/+$", "");
        URI uri = URI.create(base + path + (parameters.isEmpty() ? "" : "?" + parameters));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER)
                .header("authorization", "Bearer " + location.token())
                .method(method, body.map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
        headers.forEach(request::header);
        HttpResponse<String> response = exchange(request.build());
        if (response.statusCode() == 400) {
            throw CommandException.wrongUsage(message(response));
        }
        if (response.statusCode() / 100 != 2) {
            throw CommandException.failed(message(response));
        }
        return new Answer(response.body(), response.headers().map());
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException _) {
            throw CommandException.failed("No gateway answers at " + location
                    + ": start one with ./piup run, or say where it is with" + " --admin-url");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("Interrupted while waiting for " + location);
        }
    }

    private String message(HttpResponse<String> response) {
        String message;
        try {
            message = json.readTree(response.body()).path("detail").asString("");
        } catch (JacksonException _) {
            message = "";
        }
        return message.isEmpty() ? location + " answered with status " + response.statusCode() : message;
    }

    @Override
    public void close() {
        http.close();
    }
}
