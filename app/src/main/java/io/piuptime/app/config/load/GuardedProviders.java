package io.piuptime.app.config.load;

import io.piuptime.app.config.ProviderConfig;
import io.piuptime.app.config.known.Reach;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.egress.Egress;
import io.piuptime.model.egress.ForbiddenAddressException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The providers that were published, and what can be told of them only once their rows are known: nothing that the node has
 * may go to an address that the node did not write.
 */
final class GuardedProviders {
    private final Set<String> names;
    private final Egress rules;

    GuardedProviders(Set<String> names, Egress rules) {
        this.names = Set.copyOf(names);
        this.rules = rules;
    }

    /** By what the addresses of a provider are checked, if they are. */
    Optional<Egress> rules(String name) {
        return names.contains(name) ? Optional.of(rules) : Optional.empty();
    }

    /**
     * Refuses what would lead somewhere or take something along that it may not.
     *
     * @throws InvalidConfigException when it would
     */
    void check(String name, ProviderConfig config, Reach.Known reach, Optional<URI> proxy) {
        boolean own = !config.keys().isEmpty() || !config.credentials().isEmpty();
        for (Speech speech : reach.speaks()) {
            if (!own && elsewhere(config, speech)) {
                throw refused(
                        name,
                        "an address of its own, signed with what the node has",
                        "expected: api-key or credentials with secret:NAME");
            }
            if (proxy.isPresent() && speech.baseUrl().startsWith("http:")) {
                // the proxy would look the name up anew, and go where it finds it
                throw refused(name, "plain HTTP through this node's proxy", "expected: https://");
            }
            address(name, speech);
        }
    }

    /** By what a row says of signing: a token of the machine's own, or the environment's key at another's resource. */
    private static boolean elsewhere(ProviderConfig config, Speech speech) {
        boolean ofTheMachine = !speech.signing().isByKey() && speech.signing() != Signing.NONE;
        return !config.settings().isEmpty() || (config.baseUrl().isPresent() && ofTheMachine);
    }

    private void address(String name, Speech speech) {
        try {
            if (speech.baseUrl().indexOf('{') < 0) {
                rules.check(speech.url(""));
            }
        } catch (ForbiddenAddressException e) {
            throw refused(name, String.valueOf(e.getMessage()), "expected: an address of the public internet");
        }
    }

    private static InvalidConfigException refused(String name, String found, String hint) {
        return new InvalidConfigException(List.of(Problem.outside("providers." + name, found, hint)), Set.of());
    }
}
