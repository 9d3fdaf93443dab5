package io.piuptime.app.config.publish;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.ProviderConfig;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.egress.Egress;
import io.piuptime.model.egress.ForbiddenAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may stand in a document that is published, beyond what may stand in any: whoever publishes rules what is offered, not
 * the machines. No address inside, no file, no proxy, and nobody's key but those that are kept under a name.
 */
public final class PublishedRules {
    /** The sections that a document may have. */
    public static final Set<String> SECTIONS = Set.of("providers", "models", "catalogue");

    private static final String OF_NODES = "expected: nothing, as that is for a node's own file";

    private final Egress egress;
    private final List<Finding> findings = new ArrayList<>();

    /** Looks with the rules of this node for addresses. */
    public PublishedRules(Egress egress) {
        this.egress = egress;
    }

    /** What is wrong with a document, in the order in which it stands there. */
    public List<Finding> findings(GatewayConfig document) {
        if (!document.catalogue().providers().isEmpty()) {
            // the environment's keys go to the addresses of rows
            add("catalogue.providers", "rows of providers", OF_NODES);
        }
        document.providers().forEach((name, provider) -> provider("providers." + name, provider));
        return List.copyOf(findings);
    }

    private void provider(String path, ProviderConfig provider) {
        provider.baseUrl().ifPresent(address -> {
            try {
                egress.check(address);
            } catch (ForbiddenAddressException e) {
                add(path + ".base-url", String.valueOf(e.getMessage()), "expected: an address of the public internet");
            }
        });
        provider.metrics().ifPresent(_ -> add(path + ".metrics", "an address", OF_NODES));
        provider.caFile().ifPresent(_ -> add(path + ".ca-file", "a file", OF_NODES));
        provider.proxy().ifPresent(_ -> add(path + ".proxy", "a proxy", OF_NODES));
        credentials(path, provider);
    }

    private void credentials(String path, ProviderConfig provider) {
        for (Map.Entry<String, Secret> credential : provider.credentials().entrySet()) {
            if (credential.getKey().endsWith("-file")) {
                add(path + ".credentials." + credential.getKey(), "a file", OF_NODES);
            }
        }
    }

    private void add(String path, String found, String hint) {
        findings.add(new Finding(path, found, hint));
    }
}
