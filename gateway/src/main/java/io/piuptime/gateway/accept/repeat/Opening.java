package io.piuptime.gateway.accept.repeat;

import java.util.List;
import java.util.Map;

/**
 * The head of an answer.
 *
 * @param headers that are not written anew for each reply
 * @param length of the body, or -1 when it was not known when the head left
 * @param whole whether the answer is one piece, sent when it was there to its end
 */
public record Opening(int status, List<Map.Entry<String, String>> headers, long length, boolean whole) {
    public Opening {
        headers = List.copyOf(headers);
    }

    int weight() {
        return headers.stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length())
                .sum();
    }
}
