package io.piuptime.control;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.access.Caller;
import io.piuptime.control.access.Roles;
import io.piuptime.control.api.Problem;
import io.piuptime.control.register.Entries;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.User;
import io.piuptime.model.exchange.Owner;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.key.KeyText;
import java.util.Optional;

/** Finds out who calls the admin API: whoever has the admin token, or the user that a key acts for. */
public final class Door {
    private final AdminToken token;
    private final KeyCheck keys;
    private final Entries entries;
    private final Roles roles;

    public Door(AdminToken token, KeyCheck keys, Entries entries, Roles roles) {
        this.token = requireNonNull(token, "token");
        this.keys = requireNonNull(keys, "keys");
        this.entries = requireNonNull(entries, "entries");
        this.roles = requireNonNull(roles, "roles");
    }

    /** The check of a key's text. */
    @FunctionalInterface
    public interface KeyCheck {
        /**
         * Whose key it is, if it opens anything now.
         *
         * @param address where it was sent from
         * @throws RefusedException when it does not, or not from there
         */
        Owner owner(Optional<String> presented, String address);
    }

    /**
     * Who calls.
     *
     * @throws Problem when it is nobody known
     */
    public Caller admit(Optional<String> bearer, String address) {
        if (token.matches(bearer)) {
            return Caller.token();
        }
        if (bearer.flatMap(KeyText::parse).isEmpty()) {
            throw unknown(
                    bearer.isEmpty()
                            ? "No admin token was sent: put the one in the data folder's file admin-token, or a user's"
                                    + " key, in the header 'Authorization: Bearer piup_…'."
                            : "This is not the admin token: it is in the data folder's file admin-token.");
        }
        return user(bearer, address)
                .map(roles::caller)
                .orElseThrow(() ->
                        unknown("This key acts for no active user: make one with 'user', or send the admin token."));
    }

    private Optional<User> user(Optional<String> bearer, String address) {
        return entries.find(User.class, Kind.USER, owner(bearer, address).user())
                .filter(User::active);
    }

    private Owner owner(Optional<String> bearer, String address) {
        try {
            return keys.owner(bearer, address);
        } catch (RefusedException e) {
            if (e.refusal() instanceof Refusal.StoreAway away) {
                throw new Problem(Problem.Kind.UNAVAILABLE, "store_unavailable", away.message());
            }
            throw unknown(e.refusal().message());
        }
    }

    private static Problem unknown(String message) {
        return new Problem(Problem.Kind.UNAUTHENTICATED, "invalid_admin_token", message)
                .withHeader("www-authenticate", "Bearer");
    }
}
