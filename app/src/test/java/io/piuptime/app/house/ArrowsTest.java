package io.piuptime.app.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which module may know which. */
class ArrowsTest {
    private static final ProductClasses PRODUCT = new ProductClasses();

    private static final Set<String> BELOW_THE_ROOMS = Set.of("model", "observe", "catalog", "gateway");

    /** Each module and those it may use. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            entry("model", Set.of()),
            entry("observe", Set.of("model")),
            entry("catalog", Set.of("model")),
            entry("gateway", Set.of("model", "observe", "catalog")),
            entry("dialects", BELOW_THE_ROOMS),
            entry("stores", BELOW_THE_ROOMS),
            entry("control", BELOW_THE_ROOMS),
            entry("app", Set.of("model", "observe", "catalog", "gateway", "dialects", "stores", "control")));

    static Stream<String> modules() {
        return ARROWS.keySet().stream().sorted();
    }

    @Test
    void every_module_has_its_arrows() {
        assertThat(ARROWS.keySet()).containsExactlyInAnyOrderElementsOf(new Checkout().productModules());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_module_uses_only_those_its_arrows_point_to(String module) {
        String[] others = ARROWS.keySet().stream()
                .filter(other -> !other.equals(module))
                .filter(other -> !ARROWS.getOrDefault(module, Set.of()).contains(other))
                .map(ArrowsTest::packagesOf)
                .toArray(String[]::new);

        PRODUCT.keep(
                "arrows out of " + module,
                noClasses()
                        .that()
                        .resideInAPackage(packagesOf(module))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_module_s_classes_lie_in_its_own_packages(String module) {
        PRODUCT.keep(
                "classes of " + module + " elsewhere",
                classes().that(new LiesInModule(module)).should().resideInAPackage(packagesOf(module)));
    }

    @Test
    void the_product_does_not_know_the_test_kit() {
        PRODUCT.keep(
                "uses of testkit and bench",
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(packagesOf("testkit"), packagesOf("bench")));
    }

    @Test
    void no_packages_form_a_cycle() {
        PRODUCT.keep(
                "cycles of packages",
                slices().matching("io.piuptime.(**)").should().beFreeOfCycles());
    }

    @Test
    void the_model_knows_the_jdk_only() {
        PRODUCT.keep(
                "libraries in model",
                classes()
                        .that()
                        .resideInAPackage(packagesOf("model"))
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage("java..", "org.jspecify..", packagesOf("model")));
    }

    private static String packagesOf(String module) {
        return "io.piuptime." + module + "..";
    }
}
