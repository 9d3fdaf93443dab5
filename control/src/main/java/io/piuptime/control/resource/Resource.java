package io.piuptime.control.resource;

import io.piuptime.control.access.Caller;
import io.piuptime.control.access.Found;
import io.piuptime.control.access.Permission;
import io.piuptime.control.api.Json;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.Scope;
import io.piuptime.control.register.Dependents;
import io.piuptime.control.register.Filter;
import io.piuptime.control.register.Listing;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.gateway.directory.DirectoryStore.Witness;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Tenant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The five routes of one kind of entries: list, make, show, replace, remove.
 *
 * @param <E> the kind's type
 */
final class Resource<E extends Entry> {
    private static final Logger LOG = LoggerFactory.getLogger(Resource.class);
    private static final int MOST_DEPENDENTS = 10_000;
    private static final String ANY = "*";

    private final Form<E> form;
    private final Workshop shop;
    private final String plural;
    private final Permission read;
    private final Permission write;
    private final Json json = new Json();

    Resource(Form<E> form, Workshop shop) {
        this.form = form;
        this.shop = shop;
        this.plural = form.kind().id() + "s";
        this.read = Permission.of(plural + ":read").orElseThrow();
        this.write = Permission.of(plural + ":write").orElseThrow();
    }

    List<Route> routes() {
        String all = "/admin/v1/" + plural;
        String one = all + "/{id}";
        Set<String> query = new HashSet<>(form.filters());
        query.addAll(Set.of("name", "after", "limit"));
        Scope path = new Scope.Path(form.kind());
        return List.of(
                new Route("GET", all, read, new Scope.Visible(), query, this::list),
                new Route("POST", all, write, new Scope.Body(), Set.of(), this::create),
                new Route("GET", one, read, path, Set.of(), this::show),
                new Route("PUT", one, write, path, Set.of(), this::replace),
                new Route("DELETE", one, write, path, Set.of("cascade"), this::remove));
    }

    private CallReply list(Question question) {
        Optional<Long> after = question.text("after").map(shop.cursors()::read);
        Listing listing = shop.register()
                .list(
                        question.caller(),
                        read,
                        new Filter(
                                form.kind(),
                                question.text("tenant"),
                                question.text("team"),
                                question.text("name"),
                                after.orElse(0L),
                                question.number("limit", Filter.PAGE, 1, Filter.LARGEST_PAGE)));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(plural, listing.entries().stream().map(this::view).toList());
        body.put("next", listing.next().map(shop.cursors()::write));
        body.putAll(form.besides());
        return json.reply(200, body);
    }

    private CallReply create(Question question) {
        E entry = form.read(draft(question, Optional.empty(), shop.ids().next()));
        Found made = put(question.caller(), Optional.empty(), entry, 0);
        LOG.info(
                "{} {} was made by {}",
                form.kind().id(),
                entry.id(),
                question.caller().id());
        return reply(201, made);
    }

    private CallReply show(Question question) {
        return reply(200, found(question));
    }

    private CallReply replace(Question question) {
        Found found = found(question);
        String condition = question.header("if-match")
                .orElseThrow(() -> new Problem(
                        Problem.Kind.CONDITION_MISSING,
                        "condition_missing",
                        "if-match: missing (expected: the etag of what is to be replaced, or *)"));
        match(condition, found);
        E before = form.type().cast(found.entry());
        E after = form.read(draft(question, Optional.of(before), before.id()));
        Found put = put(question.caller(), Optional.of(before), after, found.version());
        LOG.info(
                "{} {} was changed by {}",
                form.kind().id(),
                before.id(),
                question.caller().id());
        return reply(200, put);
    }

    private CallReply remove(Question question) {
        Found found = found(question);
        question.header("if-match").ifPresent(condition -> match(condition, found));
        E entry = form.type().cast(found.entry());
        if (entry.id().equals(Tenant.DEFAULT)) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "default_stays",
                    form.kind().id() + ": 'default' (expected: another one; the default one is always there)");
        }
        Optional<Witness> beside = form.guard(question.caller(), Optional.of(entry), Optional.empty());
        int released = release(entry, question.flag("cascade"));
        shop.register().remove(question.caller(), write, entry, new Expected(found.version(), beside));
        LOG.info(
                "{} {} was removed by {}",
                form.kind().id(),
                entry.id(),
                question.caller().id());
        return json.reply(200, Map.of("removed", entry.id(), "deactivated", released));
    }

    private int release(E entry, boolean cascade) {
        List<Dependents.Dependent> dependents = shop.register().dependents(entry, shop.now(), MOST_DEPENDENTS + 1);
        boolean tooMany = dependents.size() > MOST_DEPENDENTS;
        if (!dependents.isEmpty() && (!cascade || tooMany)) {
            Entry first = dependents.getFirst().now().entry();
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "in_use",
                    "in use by: " + first.kind().id() + " " + first.id()
                            + (dependents.size() > 1
                                    ? " and " + (tooMany ? "more than 10000" : dependents.size() - 1) + " more"
                                    : "")
                            + " (expected: none; cascade=true switches off up to " + MOST_DEPENDENTS + ")");
        }
        dependents.forEach(shop.register()::release);
        return dependents.size();
    }

    private Found put(Caller caller, Optional<E> before, E after, long version) {
        Optional<Witness> beside = form.guard(caller, before, Optional.of(after));
        return shop.register().put(caller, write, after, new Expected(version, beside));
    }

    private Form.Draft<E> draft(Question question, Optional<E> before, String id) {
        return new Form.Draft<>(question.caller(), before, id, shop.now(), question.body(), json);
    }

    private static Found found(Question question) {
        return question.entry().orElseThrow();
    }

    private static void match(String condition, Found found) {
        if (!condition.equals(ANY) && !condition.equals(etag(found))) {
            throw new Problem(
                    Problem.Kind.CHANGED,
                    "changed_meanwhile",
                    "if-match: " + Problem.shown(condition) + " (expected: " + etag(found)
                            + ", as it is now; read it anew and try again)");
        }
    }

    private CallReply reply(int status, Found found) {
        CallReply reply = json.reply(status, view(found));
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put("etag", etag(found));
        if (status == 201) {
            headers.put("location", "/admin/v1/" + plural + "/" + found.entry().id());
        }
        return new CallReply(status, headers, reply.body());
    }

    private static String etag(Found found) {
        return "\"" + found.version() + "\"";
    }

    private Map<String, Object> view(Found found) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", found.entry().id());
        view.putAll(form.view(form.type().cast(found.entry())));
        view.put("version", found.version());
        return view;
    }
}
