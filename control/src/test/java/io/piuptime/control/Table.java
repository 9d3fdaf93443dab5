package io.piuptime.control;

import io.piuptime.control.access.Caller;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.accept.admin.CallReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Calls routes without what stands before them. What they refuse is thrown. */
public record Table(List<Route> routes) {
    public JsonNode call(String method, String path, Map<String, String> query, String body) {
        return House.json(reply(method, path, query, body));
    }

    public JsonNode get(String path) {
        return call("GET", path, Map.of(), "");
    }

    public CallReply reply(String method, String path, Map<String, String> query, String body) {
        for (Route route : routes) {
            var ids = route.match(path);
            if (route.method().equals(method) && ids.isPresent()) {
                return route.handler()
                        .apply(new Question(
                                Caller.token(), ids.get(), Optional.empty(), query, Map.of(), Bytes.utf8(body)));
            }
        }
        throw new AssertionError("no route " + method + " " + path);
    }
}
