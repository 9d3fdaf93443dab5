package io.piuptime.control.revisions;

import io.piuptime.control.access.Permission;
import io.piuptime.control.api.Json;
import io.piuptime.control.api.Moments;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Problem.Kind;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.Scope;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.revisions.Revision;
import io.piuptime.gateway.revisions.Revision.Head;
import io.piuptime.gateway.revisions.RevisionStore;
import io.piuptime.gateway.revisions.RevisionStore.TakenException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The routes that publish configuration to all nodes, show what was published, and go back to it. */
public final class RevisionsApi {
    private static final String REVISIONS = "/admin/v1/revisions";
    private static final String REVISION = REVISIONS + "/{number}";
    private static final int LONGEST_WHY = 500;
    private static final int PAGE = 100;

    private final RevisionStore store;
    private final Following following;
    private final InstantSource clock;
    private final Json json = new Json();

    public RevisionsApi(RevisionStore store, Following following, InstantSource clock) {
        this.store = store;
        this.following = following;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                new Route(
                        "POST",
                        REVISIONS,
                        Permission.REVISIONS_WRITE,
                        new Scope.Node(),
                        Set.of("why", "after", "check"),
                        this::publish),
                new Route(
                        "GET",
                        REVISIONS,
                        Permission.REVISIONS_READ,
                        new Scope.Node(),
                        Set.of("limit", "before"),
                        this::list),
                new Route("GET", REVISION, Permission.REVISIONS_READ, new Scope.Node(), Set.of(), this::show),
                new Route(
                        "GET",
                        REVISION + "/diff",
                        Permission.REVISIONS_READ,
                        new Scope.Node(),
                        Set.of("from"),
                        this::diff),
                new Route(
                        "POST",
                        REVISION + "/rollback",
                        Permission.REVISIONS_WRITE,
                        new Scope.Node(),
                        Set.of("why"),
                        this::rollback));
    }

    private record HeadView(long number, String at, String by, String why, Optional<Long> restores) {
        static HeadView of(Head head) {
            return new HeadView(
                    head.number(),
                    Moments.write(Instant.EPOCH.plus(head.at(), ChronoUnit.MICROS)),
                    head.by(),
                    head.why(),
                    head.restores());
        }
    }

    private record View(long number, String at, String by, String why, Optional<Long> restores, String document) {}

    private record Page(List<HeadView> revisions, long inForce, long refused, List<String> problems) {}

    private record DiffView(long from, long to, List<String> lines) {}

    private CallReply publish(Question question) {
        String document = new String(question.body().copy(), StandardCharsets.UTF_8);
        fits(document);
        long newest = StoreFailedException.guard(store::newest);
        question.text("after").ifPresent(_ -> {
            long seen = question.number("after", 0, 0, Integer.MAX_VALUE);
            if (seen != newest) {
                throw changed(newest);
            }
        });
        return question.text("check").isPresent()
                ? json.reply(200, new Page(List.of(), newest, 0, List.of()))
                : published(question, newest, document, Optional.empty());
    }

    private CallReply rollback(Question question) {
        Revision wanted = find(question.ids().getFirst());
        fits(wanted.document());
        return published(
                question,
                StoreFailedException.guard(store::newest),
                wanted.document(),
                Optional.of(wanted.head().number()));
    }

    private CallReply published(Question question, long newest, String document, Optional<Long> restores) {
        String why = why(question);
        long at = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        Head head = new Head(newest + 1, at, question.caller().id(), why, restores);
        try {
            StoreFailedException.guard(() -> {
                store.add(new Revision(head, document));
                return true;
            });
        } catch (StoreFailedException e) {
            if (e.getCause() instanceof TakenException) {
                throw changed(head.number());
            }
            throw e;
        }
        following.catchUp();
        return json.reply(201, HeadView.of(head));
    }

    private CallReply list(Question question) {
        int limit = question.number("limit", PAGE, 1, 1000);
        int before = question.number("before", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        List<Head> heads = StoreFailedException.guard(() -> store.before(before, limit));
        Following.State state = following.state();
        return json.reply(
                200,
                new Page(
                        heads.stream().map(HeadView::of).toList(), state.inForce(), state.refused(), state.problems()));
    }

    private CallReply show(Question question) {
        Revision revision = find(question.ids().getFirst());
        HeadView head = HeadView.of(revision.head());
        return json.reply(
                200, new View(head.number(), head.at(), head.by(), head.why(), head.restores(), revision.document()));
    }

    private CallReply diff(Question question) {
        Revision to = find(question.ids().getFirst());
        long number = to.head().number();
        long from = question.number("from", (int) number - 1, 0, Integer.MAX_VALUE);
        String before = from == 0 ? "" : find(Long.toString(from)).document();
        return json.reply(200, new DiffView(from, number, Diff.between(before, to.document())));
    }

    private void fits(String document) {
        List<String> problems = following.check(document);
        if (!problems.isEmpty()) {
            throw new Problem(
                            Kind.UNPROCESSABLE,
                            "invalid_configuration",
                            "The document has problems and was not published: " + String.join("; ", problems))
                    .withFlaws(problems.stream()
                            .map(problem -> new Problem.Flaw("", problem))
                            .toList());
        }
    }

    private Revision find(String text) {
        long number = text.matches("[1-9][0-9]{0,8}") ? Long.parseLong(text) : 0;
        return StoreFailedException.guard(() -> store.find(number))
                .orElseThrow(() -> Problem.notFound("No revision has the number " + Problem.shown(text) + "."));
    }

    private static String why(Question question) {
        String why = question.text("why").orElse("");
        boolean plain = why.chars().noneMatch(Character::isISOControl);
        if (why.length() > LONGEST_WHY || !plain) {
            throw Problem.invalid(
                    "invalid_parameter",
                    "why: " + Problem.shown(why) + " (expected: at most " + LONGEST_WHY + " characters in one line)");
        }
        return why;
    }

    private static Problem changed(long newest) {
        return new Problem(
                Kind.CONFLICT,
                "revision_conflict",
                "Somebody else published revision " + newest + " meanwhile: look at it and publish again.");
    }
}
