package io.piuptime.control.resource;

import io.piuptime.control.api.Flaws;
import io.piuptime.control.api.Problem;
import io.piuptime.gateway.authenticate.standing.Network;
import io.piuptime.model.directory.Access;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is allowed at one level, as the API takes and shows it. */
public record AccessBody(
        Optional<List<String>> models, Optional<List<String>> endpoints, Optional<List<String>> addresses) {
    private static final int MOST = 100;
    private static final int LONGEST = 200;
    private static final Pattern OPERATION = Pattern.compile("[a-z_]{1,50}");

    /** What a body allows; what is wrong with it is noted. */
    public static Access read(Optional<AccessBody> body, Flaws flaws) {
        return body.map(given -> given.read(flaws)).orElse(Access.ALL);
    }

    /** The access as the API shows it. */
    public static Map<String, Object> view(Access access) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("models", access.models());
        view.put("endpoints", access.endpoints());
        view.put("addresses", access.addresses());
        return view;
    }

    private Access read(Flaws flaws) {
        List<String> names = list("access.models", models, flaws);
        names.stream()
                .filter(name -> name.indexOf('*') != name.lastIndexOf('*'))
                .forEach(name -> flaws.add("access.models", Problem.shown(name), "at most one * in a name"));
        List<String> operations = list("access.endpoints", endpoints, flaws);
        operations.stream()
                .filter(name -> !OPERATION.matcher(name).matches())
                .forEach(name -> flaws.add(
                        "access.endpoints", Problem.shown(name), "names such as chat, embeddings or passthrough"));
        List<String> networks = list("access.addresses", addresses, flaws);
        networks.stream()
                .filter(network -> Network.parse(network).isEmpty())
                .forEach(network -> flaws.add(
                        "access.addresses", Problem.shown(network), "an address, or a network such as 10.0.0.0/8"));
        return new Access(names, operations, networks);
    }

    private static List<String> list(String field, Optional<List<String>> given, Flaws flaws) {
        List<String> texts = given.orElse(List.of());
        if (texts.size() > MOST) {
            flaws.add(field, Integer.toString(texts.size()), "at most " + MOST);
            return List.of();
        }
        if (texts.stream().anyMatch(text -> text == null)) {
            flaws.add(field, "null", "a text");
            return List.of();
        }
        texts.forEach(text -> flaws.text(field, text, LONGEST));
        if (new HashSet<>(texts).size() < texts.size()) {
            flaws.add(field, "one is named twice", "each once");
        }
        return List.copyOf(texts);
    }
}
