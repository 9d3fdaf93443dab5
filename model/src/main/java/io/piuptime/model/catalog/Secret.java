package io.piuptime.model.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/**
 * A secret's text, or the name under which it is kept elsewhere. It shows itself only to who asks for {@link #reveal}; its own
 * text form is a mask.
 */
public final class Secret {
    private final String text;
    private final String name;
    private final String missing;
    private final String owner;

    public Secret(String text) {
        this(text, "", "", "");
    }

    private Secret(String text, String name, String missing, String owner) {
        this.text = requireNonNull(text, "text");
        this.name = requireNonNull(name, "name");
        this.missing = requireNonNull(missing, "missing");
        this.owner = requireNonNull(owner, "owner");
    }

    /** One that is kept elsewhere; it has no text before it is {@link #found}. */
    public static Secret named(String name) {
        return new Secret("", name, "secret '" + name + "' was not looked up", "");
    }

    /**
     * One that this node cannot read: what needs it cannot be used, the rest can.
     *
     * @param why for those who look after the gateway
     */
    public static Secret missing(String why) {
        return new Secret("", "", why, "");
    }

    /** The same, of a tenant: what needs it answers nobody else. */
    public Secret of(String tenant) {
        return new Secret(text, name, missing, tenant);
    }

    /** Whether it is for the callers of a tenant. */
    public boolean isFor(String tenant) {
        return owner.isEmpty() || owner.equals(tenant);
    }

    /** The secret that a name stands for; one that has its text already is that itself. */
    public Secret found(Function<String, Secret> names) {
        return name.isEmpty() ? this : names.apply(name);
    }

    /** Why it has no text, if so. */
    public Optional<String> missing() {
        return missing.isEmpty() ? Optional.empty() : Optional.of(missing);
    }

    /** Its text; that of one that cannot be read is empty. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && secret.text.equals(text)
                && secret.name.equals(name)
                && secret.missing.equals(missing)
                && secret.owner.equals(owner);
    }

    @Override
    public int hashCode() {
        return 31 * text.hashCode() + name.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
