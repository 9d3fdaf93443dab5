package io.piuptime.dialects.pairs;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Where providers do not keep to their own contracts: what they took, and what they said, all the same. */
final class Accepted {
    private static final Pattern UNDERSCORE = Pattern.compile("_(\\w)");

    private final Map<String, Set<String>> requests = new HashMap<>();
    private final Map<String, Set<String>> replies = new HashMap<>();

    static Accepted of(List<Speaker> speakers, List<Exchange> exchanges) {
        Accepted accepted = new Accepted();
        for (Speaker speaker : speakers) {
            exchanges.stream()
                    .filter(one -> speaker.isOurs().test(one.url()))
                    .filter(one -> speaker.home().contains(one.provider()))
                    .forEach(one -> accepted.add(speaker, one));
        }
        return accepted;
    }

    Set<String> requests(Speaker speaker) {
        return requests.getOrDefault(speaker.name(), Set.of());
    }

    Set<String> replies(Speaker speaker) {
        return replies.getOrDefault(speaker.name(), Set.of());
    }

    private void add(Speaker speaker, Exchange one) {
        Speaker.Names names = speaker.names();
        if (!one.isReply() && !one.isStream()) {
            return;
        }
        Set<String> took = requests.computeIfAbsent(speaker.name(), _ -> new TreeSet<>());
        add(speaker.contract().faultsOfSent(names.request(), one.request()), took);
        Set<String> said = replies.computeIfAbsent(speaker.name(), _ -> new TreeSet<>());
        if (one.isReply()) {
            add(speaker.contract().faultsOfRead(names.reply(), one.reply().all()), said);
        } else {
            speaker.steps(one.response())
                    .forEach(step -> add(speaker.contract().faultsOfRead(names.step(), step), said));
        }
    }

    /** A fault with its names in one form: Google's members have two. */
    static String folded(String fault) {
        return UNDERSCORE.matcher(fault).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    private static void add(Set<String> faults, Set<String> accepted) {
        faults.forEach(fault -> accepted.add(folded(fault)));
    }
}
