package io.piuptime.gateway.authorize.owned;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.authorize.owned.ProviderObject.Kind;
import io.piuptime.model.exchange.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path at which objects are made, listed or asked for.
 *
 * @param id of the object; empty for all of them
 * @param part of the object, or what is to be done with it; empty for the object itself
 * @param methods that are served there
 */
public record ObjectPath(Kind kind, String id, String part, List<String> methods) {
    private static final String GET = "GET";
    private static final String POST = "POST";
    private static final Pattern FORM =
            Pattern.compile("/v1/(files|batches|responses)(?:/([A-Za-z0-9_.:-]{1,200}))?(?:/([a-z_]{1,20}))?");

    public ObjectPath {
        requireNonNull(kind, "kind");
        requireNonNull(id, "id");
        requireNonNull(part, "part");
        methods = List.copyOf(methods);
    }

    /** The path, if it is one of these. */
    public static Optional<ObjectPath> of(String path) {
        Matcher found = FORM.matcher(path);
        if (!found.matches()) {
            return Optional.empty();
        }
        Kind kind = switch (found.group(1)) {
            case "files" -> Kind.FILE;
            case "batches" -> Kind.BATCH;
            default -> Kind.RESPONSE;
        };
        String id = found.group(2) == null ? "" : found.group(2);
        String part = found.group(3) == null ? "" : found.group(3);
        List<String> methods = methods(kind, !id.isEmpty(), part);
        // a segment of dots would lead elsewhere
        boolean served = !methods.isEmpty() && !id.startsWith(".");
        return served ? Optional.of(new ObjectPath(kind, id, part, methods)) : Optional.empty();
    }

    /** What is wrong with a method here, if anything is. */
    public Optional<Refusal> wrong(String method) {
        return methods.contains(method)
                ? Optional.empty()
                : Optional.of(new Refusal.MethodNotAllowed(
                        "method: " + method + " (expected: " + String.join(" or ", methods) + ")",
                        String.join(", ", methods)));
    }

    /** Whether an object is made by this method here. */
    public boolean makes(String method) {
        return id.isEmpty() && method.equals(POST);
    }

    /** Whether this method lists objects here. */
    public boolean lists(String method) {
        return id.isEmpty() && method.equals(GET);
    }

    /** Name of the operation in records. */
    public String operation() {
        return word(kind);
    }

    /** The same below a provider's address, which ends in the version. */
    public String belowVersion() {
        return "/" + word(kind) + (id.isEmpty() ? "" : "/" + id) + (part.isEmpty() ? "" : "/" + part);
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case FILE -> "files";
            case BATCH -> "batches";
            case RESPONSE -> "responses";
        };
    }

    private static List<String> methods(Kind kind, boolean one, String part) {
        if (!one) {
            return kind == Kind.RESPONSE ? List.of() : List.of(POST, GET);
        }
        return switch (part) {
            case "" -> kind == Kind.BATCH ? List.of(GET) : List.of(GET, "DELETE");
            case "content" -> kind == Kind.FILE ? List.of(GET) : List.of();
            case "cancel" -> kind == Kind.FILE ? List.of() : List.of(POST);
            case "input_items" -> kind == Kind.RESPONSE ? List.of(GET) : List.of();
            default -> List.of();
        };
    }
}
