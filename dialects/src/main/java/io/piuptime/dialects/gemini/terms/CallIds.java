package io.piuptime.dialects.gemini.terms;

import io.piuptime.dialects.chat.PlainText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes ids for the calls of one body where Gemini gives none, and pairs results with them by name and order. The same body gives
 * the same ids.
 */
public final class CallIds {
    /** Within it stays what every provider takes as an id. */
    private static final int MAX_NAME = 26;

    private final String response;

    /** How many calls without a result bear an id: one, from whoever keeps to the rules. */
    private final Map<String, Integer> open = new HashMap<>();

    /** Ids of the calls of each tool in order; those that have their result may be among them. */
    private final Map<String, Deque<String>> byName = new HashMap<>();

    private final Map<String, String> names = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private int calls;

    /** Ids within a reply, which are told apart from those of other replies by its id; a request has none. */
    public CallIds(String response) {
        this.response = safe(response);
    }

    /** The id of the next call. */
    public String call(String given, String name) {
        String own = made(calls, name);
        made.add(own);
        calls++;
        String id = given.isEmpty() ? own : given;
        names.put(id, name);
        open.merge(id, 1, Integer::sum);
        byName.computeIfAbsent(name, _ -> new ArrayDeque<>()).addLast(id);
        return id;
    }

    /** What is to be written for the next call: nothing, where the id would be made again. */
    public String written(String id, String name) {
        call(id, name);
        return id.equals(made(calls - 1, name)) ? "" : id;
    }

    /** The id of the call that a result belongs to. */
    public String result(String given, String name) {
        Optional<String> answered = given.isEmpty() ? first(name) : Optional.of(given);
        answered.ifPresent(id -> open.computeIfPresent(id, (_, times) -> times > 1 ? times - 1 : null));
        return answered.orElseGet(() -> "call_" + safe(name));
    }

    /** Whether a result without an id would be taken for the answer to this call. */
    public String writtenResult(String id, String name) {
        boolean own = id.equals("call_" + safe(name)) || made.contains(id);
        boolean next = first(name).map(id::equals).orElse(own);
        result(id, name);
        return own && next ? "" : id;
    }

    /** The name of the tool that a call went to, or empty. */
    public String nameOf(String id) {
        return names.getOrDefault(id, "");
    }

    /** The first call of a tool that has no result yet. */
    private Optional<String> first(String name) {
        Deque<String> ids = byName.computeIfAbsent(name, _ -> new ArrayDeque<>());
        while (!ids.isEmpty() && !open.containsKey(ids.getFirst())) {
            ids.removeFirst();
        }
        return Optional.ofNullable(ids.peekFirst());
    }

    private String made(int index, String name) {
        return response.isEmpty() ? "call_" + index + "_" + safe(name) : "call_" + response + "_" + index;
    }

    private static String safe(String text) {
        String safe = PlainText.of(text, "_-");
        return safe.length() > MAX_NAME ? safe.substring(0, MAX_NAME) : safe;
    }
}
