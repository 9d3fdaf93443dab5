package io.piuptime.testkit.turn;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.script.Usage;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** What a scripted provider answers to one request, before a dialect words it. */
public sealed interface Turn {
    /** What a turn reports unless the test says otherwise: every figure differs from the others. */
    Usage USAGE = new Usage(23, 11, 7, 3);

    /** A text; a structured answer is one whose text is JSON. */
    record Say(String text, Usage usage) implements Turn {
        public Say {
            requireNonNull(text, "text");
            requireNonNull(usage, "usage");
        }
    }

    /** Calls of tools, at least one. */
    record Call(List<Tool> tools, Usage usage) implements Turn {
        public Call {
            tools = List.copyOf(tools);
            requireNonNull(usage, "usage");
            if (tools.isEmpty()) {
                throw new IllegalArgumentException("tools: none (expected: at least one)");
            }
        }
    }

    /**
     * One tool and what it is called with.
     *
     * @param arguments a JSON object
     */
    record Tool(String name, String arguments) {
        public Tool {
            requireNonNull(name, "name");
            if (!JsonMapper.shared().readTree(arguments).isObject()) {
                throw new IllegalArgumentException("arguments: " + arguments + " (expected: a JSON object)");
            }
        }
    }

    /** The provider's refusal to answer, in place of a reply. */
    record Fail(int status, String message) implements Turn {
        public Fail {
            requireNonNull(message, "message");
        }
    }

    /** A text that is broken off by the provider's error where the request asked for a stream; a refusal where not. */
    record Break(String text, Fail fail) implements Turn {
        public Break {
            requireNonNull(text, "text");
            requireNonNull(fail, "fail");
        }
    }

    static Turn say(String text) {
        return new Say(text, USAGE);
    }

    static Turn call(String tool, String arguments) {
        return new Call(List.of(new Tool(tool, arguments)), USAGE);
    }

    static Turn fail(int status, String message) {
        return new Fail(status, message);
    }

    /**
     * Calls the tool wherever a request offers it, and says the text once the conversation holds a tool's result. A
     * request that does not offer it (agents ask for titles on the side) is told the text at once.
     */
    static Function<Heard, Turn> callThenSay(String tool, String arguments, String text) {
        Turn call = call(tool, arguments);
        Turn say = say(text);
        return heard -> heard.results().isEmpty() && heard.tools().contains(tool) ? call : say;
    }
}
