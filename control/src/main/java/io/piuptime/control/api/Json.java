package io.piuptime.control.api;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.accept.admin.CallReply;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Reads and writes the admin API's JSON: strictly in, plainly out. */
public final class Json {
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, Json::textOnly)
            .build();

    /**
     * Reads a body as a record, whose components are all the fields there are.
     *
     * @throws Problem when it is something else
     */
    public <T> T read(Bytes body, Class<T> type) {
        if (body.length() == 0) {
            throw Problem.invalid("invalid_json", "body: empty (expected: a JSON object)");
        }
        try {
            T value = mapper.readValue(body.array(), body.from(), body.length(), type);
            if (value == null) {
                throw Problem.invalid("invalid_json", "body: null (expected: a JSON object)");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw Nearest.unknown(
                    "field",
                    e.getPropertyName(),
                    Optional.ofNullable(e.getKnownPropertyIds()).orElse(List.of()).stream()
                            .map(String::valueOf)
                            .toList());
        } catch (MismatchedInputException e) {
            throw Problem.invalid("invalid_type", path(e) + ": wrong type (expected: " + expected(e) + ")");
        } catch (DatabindException e) {
            throw Problem.invalid("invalid_json", path(e) + ": cannot be read");
        } catch (JacksonException e) {
            TokenStreamLocation where = e.getLocation();
            String place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
            throw Problem.invalid("invalid_json", "body: not JSON" + place + " (expected: a JSON object)");
        }
    }

    public CallReply reply(int status, Object value) {
        return new CallReply(status, Map.of("content-type", "application/json"), bytes(value));
    }

    /** The form of every error: problem+json of RFC 9457. */
    public CallReply reply(Problem problem) {
        Map<String, String> headers = new HashMap<>(problem.headers());
        headers.put("content-type", "application/problem+json");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:piuptime:problem:" + problem.code());
        body.put("title", problem.title());
        body.put("status", problem.status());
        body.put("detail", problem.message());
        body.put("code", problem.code());
        body.put("errors", problem.flaws());
        return new CallReply(problem.status(), headers, bytes(body));
    }

    public Bytes bytes(Object value) {
        return Bytes.of(mapper.writeValueAsBytes(value));
    }

    private static void textOnly(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    private static String path(DatabindException e) {
        String path = e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return path.startsWith(".") ? path.substring(1) : "body" + path;
    }

    private static String expected(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == Long.class || type == Integer.class) {
            return "a whole number";
        }
        return type != null && List.class.isAssignableFrom(type) ? "a list" : "a JSON object";
    }
}
