package io.piuptime.gateway.authorize.owned;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.authorize.owned.ProviderObject.Kind;
import io.piuptime.gateway.translate.SameDialect;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a question to a model names of objects at providers: they must lie where the model is asked, and not be somebody
 * else's. What was not made through this gateway is left to the provider to know: nobody here could have it from us.
 */
public final class References {
    private static final String PREVIOUS = "previous_response_id";
    private static final String FILE = "file_id";

    private final ObjectCalls calls;

    public References(ObjectCalls calls) {
        this.calls = calls;
    }

    /**
     * Looks at a question whose model is known. Waits for a disk.
     *
     * @throws RefusedException when an object is another caller's, or the model is asked elsewhere
     */
    public void check(Exchange exchange, Bytes question) {
        RequestFacts.Objects objects = exchange.facts().objects();
        objects.previous().ifPresent(id -> previous(exchange, id));
        if (objects.files()) {
            calls.reader().files(question).forEach(id -> file(exchange, id));
        }
    }

    private void previous(Exchange exchange, String id) {
        String account = account(exchange, PREVIOUS, "a response");
        if (!calls.isKnown(Kind.RESPONSE, id)) {
            return;
        }
        ProviderObject response = calls.own(exchange, Kind.RESPONSE, id, Optional.empty())
                .orElseThrow(() -> new RefusedException(new Refusal.BadRequest(
                        "Previous response with id '" + shown(id) + "' not found.",
                        "previous_response_not_found",
                        PREVIOUS)));
        liesAt(account, response, exchange, PREVIOUS);
    }

    private void file(Exchange exchange, String id) {
        String account = account(exchange, FILE, "a file");
        if (!calls.isKnown(Kind.FILE, id)) {
            return;
        }
        ProviderObject file = calls.own(exchange, Kind.FILE, id, Optional.empty())
                .orElseThrow(() -> ObjectCalls.none(Kind.FILE, shown(id), FILE));
        liesAt(account, file, exchange, FILE);
    }

    /** The one account at which the model is asked in the caller's own dialect, whatever target is taken. */
    private static String account(Exchange exchange, String param, String what) {
        Model model = exchange.model();
        Operation operation = exchange.head().operation().orElseThrow();
        Set<String> accounts = model.targets().stream()
                .map(target -> target.provider().name())
                .collect(Collectors.toCollection(TreeSet::new));
        boolean same = model.targets().stream()
                .allMatch(target -> SameDialect.speech(operation, target).isPresent());
        if (accounts.size() > 1 || !same) {
            throw new RefusedException(new Refusal.BadRequest(
                    param + ": " + what + " lies at one provider, and the model '" + model.name() + "' is asked at "
                            + String.join(", ", accounts) + (same ? "" : ", not everywhere in this dialect")
                            + " (expected: a model whose targets are all one provider that speaks this dialect)",
                    "unsupported_" + param,
                    param));
        }
        return accounts.iterator().next();
    }

    private static void liesAt(String account, ProviderObject object, Exchange exchange, String param) {
        if (!object.provider().equals(account)) {
            throw new RefusedException(new Refusal.BadRequest(
                    param + ": '" + object.id() + "' lies at the provider '" + object.provider() + "', and the model '"
                            + exchange.model().name() + "' is asked at '" + account
                            + "' (expected: a model of the provider that has it)",
                    "unsupported_" + param,
                    param));
        }
    }

    private static String shown(String id) {
        return id.length() > 200 ? id.substring(0, 200) + "…" : id;
    }
}
