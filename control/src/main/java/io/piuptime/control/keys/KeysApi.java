package io.piuptime.control.keys;

import io.piuptime.control.access.Caller;
import io.piuptime.control.access.Permission;
import io.piuptime.control.access.Roles;
import io.piuptime.control.api.Json;
import io.piuptime.control.api.Moments;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.Scope;
import io.piuptime.control.register.Cursors;
import io.piuptime.control.register.Filter;
import io.piuptime.control.register.Listing;
import io.piuptime.control.register.Register;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.User;
import io.piuptime.model.key.KeyPermission;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The routes below {@code /admin/v1/keys}. */
public final class KeysApi {
    private static final String KEYS = "/admin/v1/keys";
    private static final String KEY = KEYS + "/{id}";

    /** So that a key can be changed wherever it is used. */
    private static final Duration GRACE = Duration.ofDays(1);

    private final Keys keys;
    private final Register register;
    private final Roles roles;
    private final Cursors cursors;
    private final Json json = new Json();

    public KeysApi(Keys keys, Register register, Roles roles, Cursors cursors) {
        this.keys = keys;
        this.register = register;
        this.roles = roles;
        this.cursors = cursors;
    }

    public List<Route> routes() {
        Scope path = new Scope.Path(Kind.KEY);
        // denials are this node's, whoever's the key is
        Scope node = new Scope.Node();
        Set<String> filters = Set.of("tenant", "team", "name", "after", "limit");
        return List.of(
                new Route("POST", KEYS, Permission.KEYS_WRITE, new Scope.Body(), Set.of(), this::create),
                new Route("GET", KEYS, Permission.KEYS_READ, new Scope.Visible(), filters, this::list),
                new Route("GET", KEY, Permission.KEYS_READ, path, Set.of(), this::show),
                new Route("DELETE", KEY, Permission.KEYS_WRITE, path, Set.of(), this::revoke),
                new Route("POST", KEY + "/revoke", Permission.KEYS_WRITE, path, Set.of(), this::revoke),
                new Route("POST", KEY + "/rotate", Permission.KEYS_WRITE, path, Set.of(), this::rotate),
                new Route("POST", KEY + "/deny", Permission.KEYS_WRITE, node, Set.of(), this::deny),
                new Route("DELETE", KEY + "/deny", Permission.KEYS_WRITE, node, Set.of(), this::allow));
    }

    private CallReply create(Question question) {
        NewKey wanted = json.read(question.body(), NewKeyBody.class).check(keys.now());
        Caller caller = question.caller();
        Application application = register.referred(caller, Application.class, Kind.APPLICATION, wanted.application());
        Register.demand(caller, Permission.KEYS_WRITE, register.entries().place(application));
        wanted.user().ifPresent(user -> covered(caller, register.referred(caller, User.class, Kind.USER, user)));
        Keys.Created created = keys.create(wanted);
        return json.reply(201, CreatedView.of(created, Optional.empty()));
    }

    private CallReply rotate(Question question) {
        String id = id(question);
        Duration grace = read(question, Rotation.class, new Rotation(Optional.empty()))
                .grace()
                .map(text -> Moments.duration("grace", text))
                .orElse(GRACE);
        question.entry()
                .map(found -> (KeyEntry) found.entry())
                .flatMap(KeyEntry::user)
                .flatMap(user -> register.entries().find(User.class, Kind.USER, user))
                .ifPresent(user -> covered(question.caller(), user));
        Keys.Created created = keys.rotate(id, grace).orElseThrow(() -> unknown(id));
        return json.reply(201, CreatedView.of(created, keys.find(id).flatMap(KeyEntry::expiresAt)));
    }

    /** Whoever has a key's text may what its user may: nobody gets more that way than they have. */
    private void covered(Caller caller, User user) {
        if (!user.id().equals(caller.id()) && !caller.covers(roles.caller(user))) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    "forbidden",
                    "user: may more than the caller (expected: one who may no more than the caller)");
        }
    }

    /** What can be said of a rotation. */
    private record Rotation(Optional<String> grace) {}

    /** Whether exchanges that are under way end too. */
    private record Cut(Optional<Boolean> now) {
        static final Cut LATER = new Cut(Optional.empty());

        boolean asked() {
            return now.orElse(false);
        }
    }

    private <T> T read(Question question, Class<T> type, T otherwise) {
        return question.body().length() == 0 ? otherwise : json.read(question.body(), type);
    }

    private CallReply deny(Question question) {
        boolean cut = read(question, Cut.class, Cut.LATER).asked();
        return denied(question, true, cut);
    }

    private CallReply allow(Question question) {
        return denied(question, false, false);
    }

    /** The stores may be gone: whether there is such a key is not asked. */
    private CallReply denied(Question question, boolean now, boolean cut) {
        String id = id(question);
        keys.deny(id, now, cut);
        return json.reply(200, Map.of("id", id, "denied", now));
    }

    /** A key just created. No later reply shows its text. */
    private record CreatedView(
            String id,
            String key,
            String name,
            List<String> models,
            List<String> permissions,
            String createdAt,
            Optional<String> expiresAt,
            Optional<String> formerExpiresAt) {
        /**
         * What is shown.
         *
         * @param formerEnd when the key expires in whose place this one is
         */
        static CreatedView of(Keys.Created created, Optional<Instant> formerEnd) {
            KeyEntry entry = created.entry();
            return new CreatedView(
                    entry.id(),
                    created.key().text(),
                    entry.name(),
                    entry.models(),
                    entry.permissions().stream().map(KeyPermission::id).sorted().toList(),
                    Moments.write(entry.createdAt()),
                    entry.expiresAt().map(Moments::write),
                    formerEnd.map(Moments::write));
        }

        @Override
        public String toString() {
            return id;
        }
    }

    private CallReply list(Question question) {
        Listing listing = register.list(
                question.caller(),
                Permission.KEYS_READ,
                new Filter(
                        Kind.KEY,
                        question.text("tenant"),
                        question.text("team"),
                        question.text("name"),
                        question.text("after").map(cursors::read).orElse(0L),
                        question.number("limit", Filter.PAGE, 1, Filter.LARGEST_PAGE)));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "keys",
                listing.entries().stream()
                        .map(found -> view((KeyEntry) found.entry()))
                        .toList());
        body.put("next", listing.next().map(cursors::write));
        return json.reply(200, body);
    }

    private CallReply show(Question question) {
        String id = id(question);
        return json.reply(200, view(keys.find(id).orElseThrow(() -> unknown(id))));
    }

    private CallReply revoke(Question question) {
        String id = id(question);
        boolean cut = read(question, Cut.class, Cut.LATER).asked();
        KeyEntry revoked = keys.revoke(id, cut).orElseThrow(() -> unknown(id));
        return json.reply(200, view(revoked));
    }

    private KeyView view(KeyEntry entry) {
        return KeyView.of(entry, keys.now(), keys.denies(entry.id()));
    }

    private static String id(Question question) {
        return question.ids().getFirst();
    }

    private static Problem unknown(String id) {
        return Register.nothing(Kind.KEY, id);
    }
}
