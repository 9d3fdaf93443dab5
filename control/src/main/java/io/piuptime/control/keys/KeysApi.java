package io.piuptime.control.keys;

import io.piuptime.control.api.Json;
import io.piuptime.control.api.Moments;
import io.piuptime.control.api.Permission;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyPermission;
import io.piuptime.model.key.KeyText;
import java.time.Duration;
import java.time.Instant;
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
    private final Json json = new Json();

    public KeysApi(Keys keys) {
        this.keys = keys;
    }

    public List<Route> routes() {
        return List.of(
                new Route("POST", KEYS, Permission.KEYS_WRITE, Set.of(), this::create),
                new Route("GET", KEYS, Permission.KEYS_READ, Set.of(), this::list),
                new Route("GET", KEY, Permission.KEYS_READ, Set.of(), this::show),
                new Route("DELETE", KEY, Permission.KEYS_WRITE, Set.of(), this::revoke),
                new Route("POST", KEY + "/revoke", Permission.KEYS_WRITE, Set.of(), this::revoke),
                new Route("POST", KEY + "/rotate", Permission.KEYS_WRITE, Set.of(), this::rotate),
                new Route("POST", KEY + "/deny", Permission.KEYS_WRITE, Set.of(), this::deny),
                new Route("DELETE", KEY + "/deny", Permission.KEYS_WRITE, Set.of(), this::allow));
    }

    private CallReply create(Question question) {
        NewKey wanted = json.read(question.body(), NewKeyBody.class).check(keys.now());
        Keys.Created created = keys.create(wanted);
        return json.reply(201, CreatedView.of(created, Optional.empty()));
    }

    private CallReply rotate(Question question) {
        String id = id(question);
        Duration grace = read(question, Rotation.class, new Rotation(Optional.empty()))
                .grace()
                .map(text -> Moments.duration("grace", text))
                .orElse(GRACE);
        Keys.Created created = keys.rotate(id, grace).orElseThrow(() -> unknown(id));
        return json.reply(201, CreatedView.of(created, keys.find(id).flatMap(KeyEntry::expiresAt)));
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
        List<KeyView> views = keys.list().stream().map(this::view).toList();
        return json.reply(200, Map.of("keys", views));
    }

    private CallReply show(Question question) {
        String id = id(question);
        return json.reply(200, view(keys.find(id).orElseThrow(() -> unknown(id))));
    }

    private CallReply revoke(Question question) {
        String id = id(question);
        boolean cut = read(question, Cut.class, Cut.LATER).asked();
        KeyEntry revoked = keys.revoke(id).orElseThrow(() -> unknown(id));
        if (cut) {
            keys.cut(id);
        }
        return json.reply(200, view(revoked));
    }

    private KeyView view(KeyEntry entry) {
        return KeyView.of(entry, keys.now(), keys.denies(entry.id()));
    }

    private static String id(Question question) {
        String id = question.ids().getFirst();
        if (id.startsWith(KeyText.PREFIX)) {
            throw Problem.notFound("No key has this id (expected: the 12 characters between piup_ and the next _).");
        }
        return id;
    }

    private static Problem unknown(String id) {
        return Problem.notFound("No key has the id " + Problem.shown(id) + ".");
    }
}
