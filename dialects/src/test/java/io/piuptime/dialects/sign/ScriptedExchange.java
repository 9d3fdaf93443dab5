package io.piuptime.dialects.sign;

import io.piuptime.gateway.Bytes;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers with what was put in, in that order, and keeps what it was asked. With nothing left it does not answer. */
public final class ScriptedExchange implements TokenExchange {
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Ask> asked = new ArrayList<>();

    public ScriptedExchange answer(int status, String body) {
        answers.addLast(new Answer(status, Bytes.utf8(body)));
        return this;
    }

    @Override
    public Answer exchange(Ask ask) throws IOException {
        asked.add(ask);
        Answer answer = answers.pollFirst();
        if (answer == null) {
            throw new IOException("timed out");
        }
        return answer;
    }

    public List<Ask> asked() {
        return List.copyOf(asked);
    }

    /** The only one, or the last. */
    public Ask last() {
        return asked.getLast();
    }

    /** The fields of the last form. */
    public Map<String, String> form() {
        Map<String, String> fields = new HashMap<>();
        for (String pair : last().body().toString().split("&", -1)) {
            int equals = pair.indexOf('=');
            fields.put(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }
}
