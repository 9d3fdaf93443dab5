package io.piuptime.app.house;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** How large files and packages may be. */
class SizesTest {
    private final Checkout checkout = new Checkout();

    @Test
    void no_file_is_long() {
        noLongerThan("longest file, code lines", 100, 400, sizes(checkout.allJava()));
    }

    /** The aim is 30; the limit is what was reached. A dialect's files are tables of members, longer than the rest. */
    @Test
    void half_of_the_files_are_short() {
        noLongerThan("median file, code lines", 50, 50, sizes(mainTypes()));
    }

    @Test
    void nine_of_ten_files_fit_on_a_few_screens() {
        noLongerThan("90th percentile file, code lines", 90, 150, sizes(mainTypes()));
    }

    @Test
    void no_package_holds_many_types() {
        Map<Path, Long> types = checkout.mainPackages().stream()
                .flatMap(folder -> checkout.allJava().stream().filter(file -> folder.equals(file.getParent())))
                .filter(Predicate.not(SizesTest::isPackageInfo))
                .collect(groupingBy(SizesTest::folderOf, counting()));
        List<String> crowded = types.entrySet().stream()
                .filter(entry -> entry.getValue() > 15)
                .map(entry -> checkout.name(entry.getKey()) + ": " + entry.getValue())
                .sorted()
                .toList();

        long most = types.values().stream().mapToLong(Long::longValue).max().orElse(0);
        new Verdict("most types in a package").atMost((double) most, 15, crowded);
    }

    /** The aim is 1.20, which the house had before the dialects came in; the limit is what it has now. */
    @Test
    void there_is_more_test_code_than_main_code() {
        double main = total(sizes(checkout.mainJava()).values());
        double test = total(sizes(checkout.testJava()).values());

        System.out.printf("house: code lines: %.0f main, %.0f test%n", main, test);
        new Verdict("test code to main code").atLeast(test / Math.max(1, main), 1.10);
    }

    private List<Path> mainTypes() {
        return checkout.mainJava().stream()
                .filter(Predicate.not(SizesTest::isPackageInfo))
                .toList();
    }

    private Map<String, Integer> sizes(List<Path> files) {
        return files.stream().collect(toMap(checkout::name, file -> new SourceText(checkout.text(file)).codeLines()));
    }

    /** The size that so many per cent of the files do not exceed. */
    private static void noLongerThan(String rule, int percent, int limit, Map<String, Integer> sizes) {
        List<Integer> sorted = sizes.values().stream().sorted().toList();
        int value = sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
        List<String> longest = sizes.entrySet().stream()
                .filter(entry -> entry.getValue() > limit)
                .sorted(comparingInt(entry -> -entry.getValue()))
                .limit(20)
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
        new Verdict(rule + " (" + sorted.size() + " files)").atMost(value, limit, longest);
    }

    private static int total(Collection<Integer> sizes) {
        return sizes.stream().collect(summingInt(Integer::intValue));
    }

    private static boolean isPackageInfo(Path file) {
        return file.endsWith("package-info.java");
    }

    private static Path folderOf(Path file) {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }
}
