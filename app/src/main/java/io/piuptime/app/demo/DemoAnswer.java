package io.piuptime.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the demo model says: what it is, what it was asked, and how to get to a real model.
 *
 * @param words the answer in pieces, each with the space that follows it
 * @param cut whether more would have come had the caller allowed more tokens
 * @param promptTokens words of the prompt, which this model counts as its tokens
 */
record DemoAnswer(List<String> words, boolean cut, int promptTokens) {
    private static final int ECHO = 80;
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern AFTER_SPACE = Pattern.compile("(?<=\\s)(?=\\S)");

    DemoAnswer {
        words = List.copyOf(words);
    }

    static DemoAnswer to(DemoPrompt prompt, int maxTokens) {
        List<String> words = List.of(AFTER_SPACE.split(text(prompt.last())));
        boolean cut = words.size() > maxTokens;
        return new DemoAnswer(cut ? new ArrayList<>(words.subList(0, maxTokens)) : words, cut, count(prompt.all()));
    }

    static int count(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? 0 : SPACES.split(stripped).length;
    }

    String text() {
        return String.join("", words);
    }

    String finishReason() {
        return cut ? "length" : "stop";
    }

    private static String text(String asked) {
        return "Hello from Pi Uptime! I am its built-in demo model: no real language model, only a fixed text that shows "
                + "that the way works, from your client through the gateway to a provider and back. "
                + echo(asked)
                + "For real answers, set OPENAI_API_KEY or name a provider in piup.yaml, and change the model's name in "
                + "your request; nothing else changes.";
    }

    private static String echo(String asked) {
        String line = SPACES.matcher(asked.strip()).replaceAll(" ");
        if (line.isEmpty()) {
            return "";
        }
        boolean whole = line.codePointCount(0, line.length()) <= ECHO;
        String shown = whole ? line : line.substring(0, line.offsetByCodePoints(0, ECHO)) + "…";
        return "You wrote: “" + shown + "”. ";
    }
}
