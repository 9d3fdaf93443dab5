package io.piuptime.gateway.budget.money.bound;

import io.piuptime.gateway.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts a limit of output into a body, or lowers the one that stands there: the other bytes stay as they are. */
public final class Shortening {
    private Shortening() {}

    /** The body with no higher limit than this. */
    public static List<Bytes> of(Bytes body, Asked asked, long most) {
        if (asked.spots().isEmpty()) {
            return asked.place().map(place -> put(body, place, most)).orElse(List.of(body));
        }
        List<Asked.Spot> spots = new ArrayList<>(asked.spots());
        spots.sort(Comparator.comparingInt(Asked.Spot::from));
        Bytes number = Bytes.utf8(Long.toString(most));
        List<Bytes> pieces = new ArrayList<>(2 * spots.size() + 1);
        int at = 0;
        for (Asked.Spot spot : spots) {
            if (spot.value() < 0 || spot.value() > most) {
                pieces.add(part(body, at, spot.from()));
                pieces.add(number);
                at = spot.to();
            }
        }
        pieces.add(part(body, at, body.length()));
        return pieces;
    }

    private static List<Bytes> put(Bytes body, Asked.Place place, long most) {
        return List.of(
                part(body, 0, place.at()),
                Bytes.utf8(place.before() + most + place.after()),
                part(body, place.at(), body.length()));
    }

    private static Bytes part(Bytes body, int from, int to) {
        return new Bytes(body.array(), body.from() + from, body.from() + to);
    }
}
