package io.piuptime.control.keys;

import io.piuptime.control.api.Json;
import io.piuptime.control.api.Moments;
import io.piuptime.control.api.Permission;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The routes below {@code /admin/v1/keys}. */
public final class KeysApi {
    private static final String KEYS = "/admin/v1/keys";
    private static final String KEY = KEYS + "/{id}";

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
                new Route("POST", KEY + "/revoke", Permission.KEYS_WRITE, Set.of(), this::revoke));
    }

    private CallReply create(Question question) {
        NewKey wanted = json.read(question.body(), NewKey.Body.class).check(keys.now());
        Keys.Created created = keys.create(wanted);
        KeyEntry entry = created.entry();
        return json.reply(
                201,
                new CreatedView(
                        entry.id(),
                        created.key().text(),
                        entry.name(),
                        entry.models(),
                        KeyView.permissions(entry),
                        Moments.write(entry.createdAt()),
                        entry.expiresAt().map(Moments::write)));
    }

    /** A key just created. No later reply shows its text. */
    private record CreatedView(
            String id,
            String key,
            String name,
            List<String> models,
            List<String> permissions,
            String createdAt,
            Optional<String> expiresAt) {
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
        return json.reply(200, view(keys.revoke(id).orElseThrow(() -> unknown(id))));
    }

    private KeyView view(KeyEntry entry) {
        return KeyView.of(entry, keys.now());
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
