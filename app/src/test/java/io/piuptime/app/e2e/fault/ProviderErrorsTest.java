package io.piuptime.app.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.piuptime.app.e2e.fault.ErrorReplies.ErrorReply;
import io.piuptime.testkit.raw.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the errors of real providers are taken for. */
@Timeout(120)
final class ProviderErrorsTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** An error's name, its status with headers, its body; and why another target is asked, if one is. */
    private static final List<List<String>> KNOWN = List.of(
            openAi("openai rate", "429", "requests", "rate_limit_exceeded", "Rate limit reached for gpt-4o", "rate"),
            openAi("openai quota", "429", "insufficient_quota", "insufficient_quota", "Quota", "money"),
            openAi("openai key", "401", "invalid_request_error", "invalid_api_key", "Incorrect key", "credential"),
            openAi("openai no model", "404", "invalid_request_error", "model_not_found", "No model", "unknown_model"),
            openAi("openai not yours", "403", "invalid_request_error", "model_not_found", "Project", "unknown_model"),
            openAi("openai too long", "400", "x", "context_length_exceeded", "Too long", "context_length"),
            openAi("openai filter", "400", "image_generation_user_error", "moderation_blocked", "No", "told with 400"),
            openAi("openai overload", "503", "service_unavailable_error", "server_is_overloaded", "x", "overloaded"),
            openAi("openai parameter", "400", "invalid_request_error", "unknown_parameter", "x", "told with 400"),
            openAi("azure deployment", "404", "invalid_request_error", "DeploymentNotFound", "x", "unknown_model"),
            openAi("azure rate", "429; retry-after: 6", "x", "429", "exceeded call rate limit", "rate"),
            List.of("azure filter", "400", """
                    {"error":{"message":"The response was filtered","type":null,"param":"prompt","code":"content_filter",
                    "status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", "told with 400"),
            openAi("groq too large a minute", "413", "tokens", "rate_limit_exceeded", "Too large", "context_length"),
            openAi("groq flex", "498", "x", "capacity_exceeded", "Flex tier capacity exceeded", "overloaded"),
            openAi("deepseek", "402", "unknown_error", "invalid_request_error", "Insufficient Balance", "money"),
            openAi("cerebras", "429", "too_many_tokens_error", "token_quota_exceeded", "Tokens per day", "rate"),
            anthropic("anthropic rate", "429; retry-after: 12", "rate_limit_error", "Number of tokens", "rate"),
            anthropic("anthropic spent", "429", "rate_limit_error", "You reached your monthly spend limit", "money"),
            anthropic("anthropic limit", "400", "invalid_request_error", "your specified API usage limits", "money"),
            anthropic("anthropic poor", "400", "invalid_request_error", "Your credit balance is too low", "money"),
            anthropic("anthropic key", "401", "authentication_error", "invalid x-api-key", "credential"),
            anthropic("anthropic long", "400", "invalid_request_error", "prompt is too long: 9 > 8", "context_length"),
            anthropic("anthropic large", "413", "request_too_large", "Request exceeds", "context_length"),
            anthropic("anthropic overloaded", "529", "overloaded_error", "Overloaded", "overloaded"),
            anthropic("anthropic server", "500", "api_error", "Internal server error", "server"),
            anthropic("anthropic model", "404", "not_found_error", "model: claude-x", "unknown_model"),
            anthropic("anthropic mistake", "400", "invalid_request_error", "max_tokens: required", "told with 400"),
            List.of("gemini rate", "429", """
                    {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"You exceeded your current quota, please
                     check your plan and billing details.","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure",
                    "violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier","quotaValue":"15"}]},
                    {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}""", "rate"),
            google("gemini key", "400", "INVALID_ARGUMENT", "API key not valid.", "API_KEY_INVALID", "credential"),
            google(
                    "gemini long",
                    "400",
                    "INVALID_ARGUMENT",
                    "exceeds the maximum number of tokens allowed",
                    "x",
                    "context_length"),
            google(
                    "gemini place",
                    "400",
                    "FAILED_PRECONDITION",
                    "User location is not supported",
                    "x",
                    "unknown_model"),
            google("gemini overload", "503", "UNAVAILABLE", "The model is overloaded.", "x", "overloaded"),
            google("vertex permission", "403", "PERMISSION_DENIED", "Permission denied", "IAM", "credential"),
            google("gemini argument", "400", "INVALID_ARGUMENT", "Please use a valid role", "x", "told with 400"),
            amazon("bedrock throttles", "429", "ThrottlingException", "Too many requests", "rate"),
            amazon("bedrock quota", "400", "ServiceQuotaExceededException", "Quota", "rate"),
            amazon("bedrock away", "503", "ServiceUnavailableException", "Unable to process", "overloaded"),
            amazon("bedrock model failed", "424", "ModelErrorException", "The model failed", "server"),
            amazon("bedrock model slow", "408", "ModelTimeoutException", "The model took too long", "server"),
            amazon(
                    "bedrock no access",
                    "403",
                    "AccessDeniedException",
                    "You don't have access to the model with the specified model ID.",
                    "unknown_model"),
            amazon("bedrock key", "403", "UnrecognizedClientException", "The security token is invalid", "credential"),
            amazon(
                    "bedrock long",
                    "400",
                    "ValidationException",
                    "Input is too long for requested model.",
                    "context_length"),
            amazon("bedrock mistake", "400", "ValidationException", "Malformed input request", "told with 400"),
            List.of("cohere rate", "429", "{\"message\":\"You are using a Trial key, limited to 40 calls\"}", "rate"),
            List.of("cohere key", "401", "{\"message\":\"invalid api token\"}", "credential"),
            List.of("cohere long", "400", "{\"message\":\"too many tokens: it cannot exceed 4081\"}", "context_length"),
            List.of("mistral rate", "429", "{\"message\":\"Requests rate limit exceeded\"}", "rate"),
            List.of("mistral capacity", "429", """
                    {"object":"error","message":"Service tier capacity exceeded for this model.",
                    "type":"service_tier_capacity_exceeded","code":"3505"}""", "rate"),
            List.of("mistral mistake", "422", "{\"detail\":[{\"type\":\"missing\",\"msg\":\"x\"}]}", "told with 422"),
            List.of("openrouter credits", "402", "{\"error\":{\"code\":402,\"message\":\"more credits\"}}", "money"),
            List.of("openrouter filter", "403", """
                    {"error":{"code":403,"message":"x requires moderation. Your input was flagged for violence",
                    "metadata":{"reasons":["violence"]}}}""", "told with 403"),
            List.of(
                    "xai key",
                    "400",
                    "{\"code\":\"Client error\",\"error\":\"Incorrect API key provided\"}",
                    "credential"),
            List.of(
                    "xai credits",
                    "403",
                    "{\"code\":\"x\",\"error\":\"Your team doesn't have any credits yet\"}",
                    "money"),
            List.of("some proxy", "502", "<html><body>Bad Gateway</body></html>", "server"),
            List.of("some other proxy", "504", "", "server"));

    @TempDir
    private Path folder;

    @Test
    void known_errors_are_taken_for_what_they_are() throws Exception {
        List<ErrorReply> errors = KNOWN.stream().map(ProviderErrorsTest::reply).toList();
        SoftAssertions all = new SoftAssertions();
        try (ErrorReplies replies = ErrorReplies.start(folder, errors)) {
            for (int i = 0; i < errors.size(); i++) {
                List<String> known = KNOWN.get(i);
                all.assertThat(replies.reasonOf(i)).as(known.getFirst()).isEqualTo(known.getLast());
            }
        }
        all.assertAll();
    }

    @Test
    void recorded_errors_are_the_callers_mistake_only_where_they_say_so() throws Exception {
        Path recordings = Path.of(System.getenv().getOrDefault("PIUP_DATA", "../../shared/data"))
                .resolve("llm-exchanges/dev");
        assumeThat(recordings).as("recordings, found by PIUP_DATA").isDirectory();
        List<ErrorReply> errors = recorded(recordings);
        Map<String, Integer> counts = new LinkedHashMap<>();
        SoftAssertions all = new SoftAssertions();
        try (ErrorReplies replies = ErrorReplies.start(folder, errors)) {
            for (int i = 0; i < errors.size(); i++) {
                ErrorReply error = errors.get(i);
                String reason = replies.reasonOf(i);
                counts.merge(error.status() + " " + reason, 1, Integer::sum);
                all.assertThat(reason).as(error + " " + error.body()).isIn(expected(error));
            }
        }
        System.out.println("recorded errors: " + counts);
        all.assertAll();
        assertThat(errors).hasSizeGreaterThan(40);
    }

    private static List<String> expected(ErrorReply error) {
        String body = error.body();
        return switch (error.status()) {
            case 400 ->
                body.contains("model_not_found") || body.contains("model identifier is invalid")
                        ? List.of("unknown_model")
                        : List.of("told with 400");
            case 401 -> List.of("credential");
            case 404 -> List.of("unknown_model");
            case 429 -> List.of("rate", "money");
            default -> List.of("told with " + error.status());
        };
    }

    private static List<ErrorReply> recorded(Path folder) throws IOException {
        Map<String, ErrorReply> errors = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.map(JSON::readTree)
                            .map(one -> recorded(file.getFileName().toString(), one.path("response")))
                            .filter(one -> one.status() >= 400)
                            .forEach(one -> errors.putIfAbsent(one.name() + one.body(), one));
                }
            }
        }
        return new ArrayList<>(errors.values());
    }

    private static ErrorReply recorded(String file, JsonNode response) {
        int status = response.path("status").asInt();
        List<Header> headers = new ArrayList<>();
        for (String name : List.of("content-type", "retry-after", "x-amzn-errortype")) {
            String value = response.path("headers").path(name).path(0).asString("");
            if (!value.isEmpty()) {
                headers.add(new Header(name, value));
            }
        }
        return new ErrorReply(
                file + " " + status, status, headers, response.path("body").asString(""));
    }

    private static ErrorReply reply(List<String> known) {
        String[] parts = known.get(1).split("; ", -1);
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("content-type", known.get(2).startsWith("{") ? "application/json" : "text/html"));
        for (int i = 1; i < parts.length; i++) {
            String[] header = parts[i].split(": ", 2);
            headers.add(new Header(header[0], header[1]));
        }
        return new ErrorReply(known.getFirst(), Integer.parseInt(parts[0]), headers, known.get(2));
    }

    private static List<String> openAi(
            String name, String status, String type, String code, String message, String expected) {
        return List.of(name, status, """
                {"error":{"message":"%s","type":"%s","param":null,"code":"%s"}}""".formatted(message, type, code), expected);
    }

    private static List<String> anthropic(String name, String status, String type, String message, String expected) {
        return List.of(name, status, """
                {"type":"error","error":{"type":"%s","message":"%s"}}""".formatted(type, message), expected);
    }

    private static List<String> google(
            String name, String code, String status, String message, String reason, String expected) {
        return List.of(name, code, """
                {"error":{"code":%s,"message":"%s","status":"%s","details":[{"reason":"%s"}]}}""".formatted(code, message, status, reason), expected);
    }

    private static List<String> amazon(String name, String status, String type, String message, String expected) {
        return List.of(
                name,
                status + "; x-amzn-errortype: " + type + ":http://internal.amazon.com/coral/",
                "{\"message\":\"" + message + "\"}",
                expected);
    }
}
