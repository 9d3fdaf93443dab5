package io.piuptime.dialects.pairs;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.ChatCodec.StreamWish;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Output;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.exchange.RefusedException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Translates what was recorded from one dialect into another and tells what became of it. */
final class Interpreter {
    private final Speaker from;
    private final Speaker to;
    private final Accepted accepted;
    private final Tally requests = new Tally();
    private final Tally replies = new Tally();
    private final Tally streams = new Tally();

    Interpreter(Speaker from, Speaker to, Accepted accepted) {
        this.from = from;
        this.to = to;
        this.accepted = accepted;
    }

    /** Of requests, replies and streams. */
    List<Tally> tallies() {
        return List.of(requests, replies, streams);
    }

    String target() {
        return to.name();
    }

    String title() {
        return from.name() + " to " + to.name();
    }

    void translate(Exchange exchange) {
        request(exchange, from.codec().readRequest(exchange.body(), exchange.place()));
        if (exchange.isReply()) {
            reply(exchange);
        } else if (exchange.isStream()) {
            stream(exchange);
        }
    }

    private void request(Exchange exchange, ChatRequest read) {
        Drops drops = new Drops();
        ObjectNode written = to.codec().writeRequest(read.forModel(to.model()), drops);
        Place place = new Place(to.model(), read.handling().stream());
        ChatRequest again = to.codec().readRequest(Members.of(written), place);
        Set<String> faults = to.contract().faultsOfSent(to.names().request(), written);
        requests.add(
                exchange.name(),
                Wishes.of(read),
                Wishes.of(again),
                drops.names(),
                checked(exchange, requests, faults, accepted.requests(to)));
    }

    private void reply(Exchange exchange) {
        ChatReply read;
        try {
            read = from.codec().readReply(exchange.reply());
        } catch (RefusedException e) {
            // an error that came with a status of success
            return;
        }
        Drops drops = new Drops();
        ObjectNode written = to.codec().writeReply(read, drops);
        ChatReply again = to.codec().readReply(Members.of(written));
        Set<String> faults = to.contract().faultsOfRead(to.names().reply(), written);
        replies.add(
                exchange.name(),
                Facts.of(read),
                Facts.of(again),
                drops.names(),
                checked(exchange, replies, faults, accepted.replies(to)));
    }

    private void stream(Exchange exchange) {
        List<ChatEvent> events = Listener.events(from.codec(), exchange.response());
        Drops drops = new Drops();
        EventWriter writer = to.codec().writeEvents(new StreamWish(true), drops);
        Output out = new Output();
        events.forEach(event -> writer.write(event, out));
        Listener before = Listener.of(events);
        Listener after = Listener.of(Listener.events(to.codec(), out.bytes()));
        Set<String> faults = new LinkedHashSet<>();
        to.steps(out.bytes())
                .forEach(step ->
                        faults.addAll(to.contract().faultsOfRead(to.names().step(), step)));
        streams.add(
                exchange.name(),
                Facts.of(before.reply()),
                Facts.of(after.reply()),
                drops.names(),
                checked(exchange, streams, faults, accepted.replies(to)));
        if (before.isComplete() != after.isComplete()) {
            streams.reason("without a word: the end", exchange.name());
        }
    }

    /**
     * Whether the contract of the target binds: what was refused by its own provider need not be better here, and other
     * providers of the same dialect have more words.
     */
    private boolean isBound(Exchange exchange) {
        return exchange.status() == 200 && (!from.equals(to) || from.home().contains(exchange.provider()));
    }

    /** Faults that count, if the contract binds. */
    private List<String> checked(Exchange exchange, Tally tally, Set<String> faults, Set<String> practice) {
        if (!isBound(exchange)) {
            return List.of();
        }
        List<String> counting = faults.stream()
                .filter(fault -> !practice.contains(Accepted.folded(fault)))
                .toList();
        tally.check(counting.isEmpty(), !faults.isEmpty());
        return counting;
    }
}
