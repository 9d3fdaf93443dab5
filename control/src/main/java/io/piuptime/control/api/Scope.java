package io.piuptime.control.api;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.directory.Kind;

/** How the tenant is found of what a route touches. A caller who does not reach it is told that nothing is there. */
public sealed interface Scope {
    /** Name in the contract. */
    String text();

    /** What no tenant has: the node, its configuration, and all tenants' things at once. */
    record Node() implements Scope {
        @Override
        public String text() {
            return "node";
        }
    }

    /** The entry whose id is the first in the path. */
    record Path(Kind kind) implements Scope {
        public Path {
            requireNonNull(kind, "kind");
        }

        @Override
        public String text() {
            return "path";
        }
    }

    /**
     * What belongs to the tenant that the query names: the caller's own if it names none, and all of them for those who look
     * after all. What belongs to the one that is there from the beginning is everybody's, and changed by those only.
     */
    record Tenancy() implements Scope {
        @Override
        public String text() {
            return "tenant";
        }
    }

    /** What the caller may see; of one tenant, if the query names it. */
    record Visible() implements Scope {
        @Override
        public String text() {
            return "visible";
        }
    }

    /** What the entry in the body is to hang below. */
    record Body() implements Scope {
        @Override
        public String text() {
            return "body";
        }
    }
}
