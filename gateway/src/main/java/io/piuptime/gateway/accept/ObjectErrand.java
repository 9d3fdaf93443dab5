package io.piuptime.gateway.accept;

import io.piuptime.catalog.account.Account;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.accept.head.RequestHead;
import io.piuptime.gateway.accept.owned.WholeObject;
import io.piuptime.gateway.authorize.owned.ObjectCalls;
import io.piuptime.gateway.authorize.owned.ObjectPath;
import io.piuptime.gateway.authorize.owned.ObjectQuery;
import io.piuptime.gateway.authorize.owned.ObjectReader.Page;
import io.piuptime.gateway.authorize.owned.ObjectReader.Told;
import io.piuptime.gateway.authorize.owned.ProviderObject.Kind;
import io.piuptime.gateway.send.ReplySink;
import io.piuptime.gateway.send.RequestBody;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.model.catalog.Speech;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A request for objects at a provider: finds the account that has them, asks it, and keeps whose they are. */
final class ObjectErrand {
    /** Objects that are asked for at once. */
    private static final int PAGE = 100;

    /** Pages that are looked through for one list. */
    private static final int MOST_PAGES = 50;

    private final Passage passage;
    private final Reception reception;
    private final Exchange exchange;
    private final RequestHead head;
    private final CallerReply reply;
    private final ObjectPath path;
    private final ObjectQuery query;
    private final ObjectCalls calls;

    ObjectErrand(Passage passage, Reception reception, Exchange exchange, CallerReply reply, ObjectPath path) {
        this.passage = passage;
        this.reception = reception;
        this.exchange = exchange;
        this.head = passage.head();
        this.reply = reply;
        this.path = path;
        this.query = new ObjectQuery(head.query());
        this.calls = reception.plane().objects();
    }

    /** Whether its body goes to the provider as it comes: it must not come before there is somewhere to go. */
    boolean passesBody() {
        return path.makes(head.method()) && path.kind() == Kind.FILE;
    }

    void begin() {
        if (path.makes(head.method()) && path.kind() == Kind.BATCH) {
            passage.readWish(this::find);
        } else {
            find(Bytes.EMPTY);
        }
    }

    private void find(Bytes wish) {
        Optional<String> named = query.provider().or(() -> head.header("x-piup-provider"));
        waiting(() -> calls.account(exchange, path, named, wish), account -> ask(account, wish));
    }

    private void ask(Account account, Bytes wish) {
        passage.asks(path.operation(), account);
        if (path.lists(head.method())) {
            list(account);
            return;
        }
        Outbound.Request request = request(account, query.ofOne(), passesBody() ? head.encoding() : "");
        ReplySink sink = tellsOfObjects() ? new WholeObject(reply, this::look) : reply;
        if (passesBody()) {
            passage.stream(request, sink);
        } else {
            passage.ready(() -> passage.send(held(request, wish), sink));
        }
    }

    private boolean tellsOfObjects() {
        return path.makes(head.method())
                || head.method().equals("DELETE")
                || (path.kind() == Kind.BATCH && !path.lists(head.method()));
    }

    /** Nothing of a good reply leaves before it is kept whose its objects are. */
    private void look(int status, Buffer told) {
        if (!isGood(status)) {
            reply.whole(status, told);
            return;
        }
        waiting(
                () -> {
                    keep(Buffers.bytes(told));
                    return told;
                },
                kept -> reply.whole(status, kept));
    }

    private void keep(Bytes told) {
        if (head.method().equals("DELETE")) {
            calls.deleted(exchange, path.id());
        } else if (path.makes(head.method())) {
            calls.keep(exchange, path.kind(), calls.reader().one(told));
        } else {
            calls.keepFiles(exchange, calls.reader().one(told));
        }
    }

    private void list(Account account) {
        waiting(
                () -> {
                    query.after()
                            .ifPresent(id -> calls.mayFollow(
                                    exchange,
                                    path.kind(),
                                    id,
                                    account.provider().name()));
                    return query.limit();
                },
                limit -> passage.ready(() -> new Listing(account, limit).next(query.after())));
    }

    private Outbound.Request request(Account account, String asked, String encoding) {
        Speech speech = ObjectCalls.speech(account, path.kind());
        return reception.plane().direct().object(speech, path.belowVersion(), asked, encoding);
    }

    private static RequestBody.Held held(Outbound.Request bare, Bytes body) {
        Outbound.Request whole = new Outbound.Request(
                bare.speech(), bare.path(), List.of(body), bare.headers(), bare.replies(), bare.dropped());
        return (_, ready, _) -> ready.accept(whole);
    }

    private <T> void waiting(Supplier<T> work, Consumer<T> done) {
        reception
                .plane()
                .runner()
                .waiting(
                        reception.context(),
                        work,
                        result -> {
                            if (!reply.isOver()) {
                                take(result, done);
                            }
                        },
                        this::fail);
    }

    private <T> void take(T result, Consumer<T> done) {
        try {
            done.accept(result);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Whatever was sent is over by now, and nothing of it has left. */
    private void fail(RuntimeException failure) {
        reply.refuse(reception.refusal(failure, exchange));
    }

    private static boolean isGood(int status) {
        return status >= 200 && status < 300;
    }

    /** A list of the caller's own: a provider tells everybody's, so its pages are looked through until there are enough. */
    private final class Listing {
        private final Account account;
        private final int limit;
        private final List<Told> own = new ArrayList<>();
        private int pages;

        Listing(Account account, int limit) {
            this.account = account;
            this.limit = limit;
        }

        void next(Optional<String> following) {
            pages++;
            Outbound.Request request = request(account, query.ofPage(PAGE, following), "");
            passage.send(
                    held(request, Bytes.EMPTY),
                    new WholeObject(reply, (status, told) -> page(status, told, following)));
        }

        private void page(int status, Buffer told, Optional<String> following) {
            if (!isGood(status)) {
                reply.whole(status, told);
                return;
            }
            waiting(
                    () -> {
                        Page page = calls.reader().page(Buffers.bytes(told));
                        own.addAll(calls.own(exchange, path.kind(), page.objects()));
                        return page;
                    },
                    page -> {
                        Optional<String> last = page.objects().isEmpty()
                                ? Optional.empty()
                                : Optional.of(page.objects().getLast().id());
                        boolean more = page.more() && last.isPresent() && !last.equals(following);
                        if (more && own.size() <= limit && pages < MOST_PAGES) {
                            next(last);
                        } else {
                            answer(status, more);
                        }
                    });
        }

        private void answer(int status, boolean more) {
            boolean cut = own.size() > limit;
            Bytes list = calls.reader().list(cut ? own.subList(0, limit) : own, cut || more);
            reply.headers().set("content-type", "application/json");
            reply.whole(status, Buffers.wrap(list));
        }
    }
}
