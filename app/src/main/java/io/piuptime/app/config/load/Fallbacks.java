package io.piuptime.app.config.load;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.ModelConfig;
import io.piuptime.app.config.known.KnownProviders;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import io.piuptime.catalog.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks whether the models that stand in for others are offered, which is known when everything is compiled. */
final class Fallbacks {
    private static final int NEAREST = 3;

    private final GatewayConfig config;
    private final KnownProviders known;
    private final Offer offer;

    Fallbacks(GatewayConfig config, KnownProviders known, Offer offer) {
        this.config = config;
        this.known = known;
        this.offer = offer;
    }

    /**
     * Refuses names that nobody offers.
     *
     * @throws InvalidConfigException with one problem for each
     */
    void check() {
        List<Problem> problems = new ArrayList<>();
        config.models().forEach((name, model) -> check(name, model, problems));
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems, Set.of());
        }
    }

    private void check(String name, ModelConfig model, List<Problem> problems) {
        for (int at = 0; at < model.fallbacks().size(); at++) {
            String fallback = model.fallbacks().get(at);
            boolean itself = fallback.equals(name) || model.aliases().contains(fallback);
            if (itself || (offer.find(fallback).isEmpty() && !mayBeFound(fallback))) {
                problems.add(Problem.outside(
                        "models.'" + name + "'.fallbacks[" + at + "]", "'" + fallback + "'", hint(fallback, itself)));
            }
        }
    }

    private String hint(String fallback, boolean itself) {
        List<String> near = offer.nearest(fallback, NEAREST);
        return itself
                ? "expected: another model"
                : near.isEmpty()
                        ? "expected: the name of a model that is offered"
                        : "expected: the name of a model that is offered, such as " + String.join(", ", near);
    }

    /** A server on this machine that is not up now may be later, and its models with it. */
    private boolean mayBeFound(String fallback) {
        int slash = fallback.indexOf('/');
        return config.discovery().local()
                && slash > 0
                && known.ready(fallback.substring(0, slash)).isPresent();
    }
}
