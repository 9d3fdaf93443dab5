package io.piuptime.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The folders of the gateway tell the way of an exchange. */
class StagesTest {
    /** The stages in the order in which an exchange passes them. */
    private static final List<String> STAGES =
            List.of("accept", "authenticate", "authorize", "budget", "route", "send");

    /** What sending needs that lies between dialects and providers, and is filled in from outside. */
    private static final List<String> SEAMS = List.of("sign", "translate");

    /** What stages know of callers, of targets and of this process. */
    private static final List<String> KNOWLEDGE =
            List.of("directory", "egress", "health", "load", "pending", "pressure", "queue");

    /** What all nodes of an installation share beside the directory. */
    private static final List<String> SHARED = List.of("installation", "nodes", "revisions", "secrets");

    private final Path gateway = new Checkout().root().resolve("gateway/src/main/java/io/piuptime/gateway");

    @Test
    void the_packages_of_the_gateway_are_the_stages_and_what_the_last_ones_need() throws IOException {
        try (Stream<Path> folders = Files.list(gateway)) {
            List<String> names = folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            List<String> expected = Stream.of(STAGES, SEAMS, KNOWLEDGE, SHARED)
                    .flatMap(List::stream)
                    .toList();
            System.out.println("house: stages: " + names + " (exactly " + expected + ")");
            assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void a_listing_shows_the_stages_in_their_order() {
        assertThat(STAGES).isSorted();
    }
}
