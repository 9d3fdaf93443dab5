package io.piuptime.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of faults, and of what is promised while stores are away, name tests that exist. */
class FaultsDocumentTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|.*\\| ([^|]*) \\|$");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    private final Path root = new Checkout().root();

    @Test
    void every_fault_has_a_row_and_every_row_a_test() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        Matcher row = ROW.matcher(document("faults.md"));
        while (row.find()) {
            numbers.add(Integer.valueOf(row.group(1)));
            assertThat(row.group(2)).as("fault " + row.group(1)).containsPattern(NAMED);
        }

        assertThat(numbers)
                .doesNotHaveDuplicates()
                .containsAll(IntStream.rangeClosed(1, 36).boxed().toList())
                .contains(72);
    }

    @ParameterizedTest
    @ValueSource(strings = {"faults.md", "stores.md"})
    void every_test_that_is_named_exists(String document) throws IOException {
        Map<String, List<Path>> tests = tests();
        Matcher named = NAMED.matcher(document(document));
        assertThat(named.results()).as(document).isNotEmpty();
        named.reset();
        while (named.find()) {
            boolean exists = false;
            for (Path test : tests.getOrDefault(named.group(1), List.of())) {
                exists |= Files.readString(test).contains("void " + named.group(2) + "(");
            }
            assertThat(exists).as(named.group()).isTrue();
        }
    }

    private String document(String name) throws IOException {
        return Files.readString(root.resolve("docs").resolve(name));
    }

    private Map<String, List<Path>> tests() throws IOException {
        try (Stream<Path> modules = Files.list(root)) {
            List<Path> sources = modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
            List<Path> files = new ArrayList<>();
            for (Path source : sources) {
                try (Stream<Path> all = Files.walk(source)) {
                    all.filter(file -> file.toString().endsWith("Test.java")).forEach(files::add);
                }
            }
            return files.stream()
                    .collect(Collectors.groupingBy(
                            file -> file.getFileName().toString().replace(".java", "")));
        }
    }
}
