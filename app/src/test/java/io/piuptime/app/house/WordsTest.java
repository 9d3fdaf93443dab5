package io.piuptime.app.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Words that no file of the project may hold. They are written in two parts here, so that this file holds none. */
class WordsTest {
    private final Checkout checkout = new Checkout();

    @Test
    void nothing_is_left_for_later() {
        none("notes of unfinished work", "\\b(?:TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    }

    @Test
    void no_test_is_switched_off() {
        none("tests switched off", "@Dis" + "abled\\b");
    }

    @Test
    void nothing_waits_by_sleeping() {
        none("sleeps", "Thread" + "\\.sleep");
    }

    @Test
    void no_path_of_one_machine_is_named() {
        none("paths of one machine", "(?<![\\w.$}*])/(?:wo" + "rk|ro" + "ot|ho" + "me|Us" + "ers|tm" + "p)/");
    }

    @Test
    void no_package_registry_is_named() {
        none(
                "hosts of package registries",
                "repo1?\\.ma" + "ven\\.|ma" + "ven\\.org|sona" + "type\\.|registry\\.n" + "pmjs|registry\\.yarn"
                        + "pkg|py" + "pi\\.org|crat" + "es\\.io|plugins\\.gra" + "dle\\.org|proxy\\.gol" + "ang\\.org");
    }

    private void none(String rule, String pattern) {
        Pattern forbidden = Pattern.compile(pattern);
        var found = new ArrayList<String>();
        for (Path file : checkout.files()) {
            String text = checkout.text(file);
            if (text.indexOf('\0') < 0) {
                found.addAll(places(file, text, forbidden));
            }
        }
        new Verdict(rule).noneOf(found);
    }

    private List<String> places(Path file, String text, Pattern forbidden) {
        var places = new ArrayList<String>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (forbidden.matcher(line).find()) {
                places.add(checkout.name(file) + ":" + number + ": " + line.strip());
            }
        }
        return places;
    }
}
