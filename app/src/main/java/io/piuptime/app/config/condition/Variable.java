package io.piuptime.app.config.condition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import io.piuptime.model.routing.Facts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A name that a condition can use, and what it stands for. */
@SuppressWarnings("ImmutableEnumChecker") // the functions are methods and hold nothing
enum Variable {
    HEADERS("request.headers", MapType.create(SimpleType.STRING, SimpleType.STRING), HeaderMap::new),
    MODEL("request.model", SimpleType.STRING, Facts::model),
    METHOD("request.method", SimpleType.STRING, Facts::method),
    PATH("request.path", SimpleType.STRING, Facts::path),
    PRIORITY("request.priority", SimpleType.STRING, Facts::priority),
    STREAM("request.stream", SimpleType.BOOL, Facts::stream),
    BYTES("request.bytes", SimpleType.INT, Facts::bytes),
    PROMPT_TOKENS("request.prompt_tokens", SimpleType.INT, Facts::promptTokens),
    CALLER_KEY("caller.key", SimpleType.STRING, Facts::callerKey),
    CALLER_NAME("caller.name", SimpleType.STRING, Facts::callerName),
    CALLER_ADDRESS("caller.address", SimpleType.STRING, Facts::callerAddress),
    NOW("now", SimpleType.TIMESTAMP, Facts::now);

    private static final Map<String, Variable> BY_NAME = byName();

    private final String word;
    private final CelType type;
    private final Function<Facts, Object> value;

    Variable(String word, CelType type, Function<Facts, Object> value) {
        this.word = word;
        this.type = type;
        this.value = value;
    }

    /** As conditions write it. */
    String word() {
        return word;
    }

    CelType type() {
        return type;
    }

    /** What it stands for in an exchange. */
    Object of(Facts facts) {
        return value.apply(facts);
    }

    static Optional<Variable> named(String word) {
        return Optional.ofNullable(BY_NAME.get(word));
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Variable::word).toList();
    }

    private static Map<String, Variable> byName() {
        Map<String, Variable> all = new HashMap<>();
        for (Variable variable : values()) {
            all.put(variable.word, variable);
        }
        return Map.copyOf(all);
    }
}
