package io.piuptime.gateway.budget.turn;

import io.piuptime.gateway.Exchange;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Whose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What limits as they are written are for one exchange: whose use those count that count somebody in particular. */
final class Particular {
    private final Exchange exchange;
    private final Caller caller;

    Particular(Exchange exchange, Caller caller) {
        this.exchange = exchange;
        this.caller = caller;
    }

    /** Those that bind the exchange. */
    List<Bound> of(List<Bound> written) {
        List<Bound> bound = new ArrayList<>(written.size());
        for (Bound item : written) {
            subject(item)
                    .filter(subject -> !isReplaced(item, subject, written))
                    .map(item::of)
                    .ifPresent(bound::add);
        }
        return bound;
    }

    /** Adds what tells bindings of one key apart: whom each of these limits counts, where it counts somebody in particular. */
    void distinguish(List<Bound> written, List<String> by) {
        for (Bound item : written) {
            if (!item.isOfAll()) {
                by.add(subject(item).map(Subject::id).orElse(""));
            }
        }
    }

    /** Whose use a limit counts here; empty if it is somebody's who has nothing to do with this exchange. */
    private Optional<Subject> subject(Bound item) {
        return switch (item.limit().whose()) {
            case Whose.All _ -> Optional.of(item.place());
            case Whose.Each each -> id(each.level(), each.tag()).map(id -> new Subject(each.level(), id));
            case Whose.Only only -> Optional.of(only.subject()).filter(this::isOf);
        };
    }

    /** Whether a limit that is each one's gives way to one of the same place that is written for this one. */
    private static boolean isReplaced(Bound item, Subject subject, List<Bound> written) {
        return item.limit().whose() instanceof Whose.Each
                && written.stream()
                        .anyMatch(other -> other.place().equals(item.place())
                                && other.limit().whose().equals(new Whose.Only(subject))
                                && other.limit().counted().equals(item.limit().counted()));
    }

    private boolean isOf(Subject subject) {
        String id = subject.id();
        String tag = subject.level() == Level.TAG ? id.substring(0, id.indexOf('=')) : "";
        return id(subject.level(), tag).filter(id::equals).isPresent();
    }

    private Optional<String> id(Level level, String tag) {
        String id = switch (level) {
            case TENANT -> caller.owner().tenant();
            case TEAM -> caller.owner().team();
            case APPLICATION -> caller.owner().application();
            case KEY -> caller.keyId();
            case USER -> caller.owner().user();
            case END_USER -> exchange.user();
            case TAG ->
                Optional.ofNullable(exchange.tags().get(tag))
                        .map(value -> tag + "=" + value)
                        .orElse("");
            case MODEL -> exchange.model().name();
        };
        return Optional.of(id).filter(text -> !text.isBlank());
    }
}
