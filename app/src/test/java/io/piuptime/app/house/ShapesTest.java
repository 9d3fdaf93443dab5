package io.piuptime.app.house;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How types are built and packages are marked. */
class ShapesTest {
    private static final int PARAMETERS = 7;

    /** Records that may have more components, each with the reason. */
    private static final Map<String, String> WIDE_RECORDS = Map.ofEntries(
            entry("io.piuptime.model.usage.UsageRecord", "a row of the usage table, one component a column"),
            entry("io.piuptime.model.usage.Tokens$Details", "one component a count that has a price of its own"),
            entry("io.piuptime.model.catalog.Timers", "one component a timer, as the table of timers has them"),
            entry("io.piuptime.catalog.provider.ProviderRow", "one component a key of its row"),
            entry("io.piuptime.model.directory.KeyEntry", "a row of the directory, one component a field"),
            entry("io.piuptime.model.directory.Application", "a row of the directory, one component a field"),
            entry("io.piuptime.model.directory.Budget", "a row of the directory, one component a field"),
            entry("io.piuptime.control.resource.BudgetForm$Body", "one component a field of the API's budget"),
            entry("io.piuptime.control.costs.CostsApi$LineView", "one component a field of the report"),
            entry("io.piuptime.control.costs.CostsApi$CapView", "one component a field of the API's spending"),
            entry("io.piuptime.control.costs.Line", "a row of a report, one component a column"),
            entry("io.piuptime.gateway.budget.money.bound.Asked", "one component a thing that is asked for and paid"),
            entry("io.piuptime.control.keys.KeyView", "one component a field of the API's key"),
            entry("io.piuptime.control.keys.NewKeyBody", "one component a field of the API's new key"),
            entry("io.piuptime.control.keys.KeysApi$CreatedView", "one component a field of the API's made key"),
            entry("io.piuptime.gateway.Limits", "one component a limit, as the table of limits has them"),
            entry("io.piuptime.gateway.Exchange$Head", "all that is known when an exchange begins"),
            entry("io.piuptime.gateway.accept.DataPlane$Parts", "the parts of the data plane, handed over by name"),
            entry("io.piuptime.model.chat.ChatRequest", "one component a kind of thing that is asked"),
            entry("io.piuptime.model.chat.ChatReply", "one component a kind of thing that is answered"),
            entry("io.piuptime.model.chat.ChatUsage", "one component a kind of token"),
            entry("io.piuptime.model.chat.Sampling", "one component a wish about sampling"),
            entry("io.piuptime.app.config.GatewayConfig", "one component a section of the configuration"),
            entry("io.piuptime.app.config.LimitsConfig", "one component a key of its section"),
            entry("io.piuptime.app.config.TimersConfig", "one component a key of its section"),
            entry("io.piuptime.app.config.ModelConfig", "one component a key of its section"),
            entry("io.piuptime.app.config.TargetConfig", "one component a key of its section"),
            entry("io.piuptime.gateway.RequestFacts", "one component a thing that the scan of a body finds"),
            entry("io.piuptime.catalog.Offering", "one component a part of what is written of a model"),
            entry("io.piuptime.app.config.ProviderConfig", "one component a key of its section"));

    /** What the compiler puts before an enum's own parameters: the name and the ordinal. */
    private static final int OF_EVERY_ENUM = 2;

    private final Checkout checkout = new Checkout();
    private final ProductClasses product = new ProductClasses();

    @Test
    void constructors_take_few_parameters() {
        var wide = new TreeMap<String, Integer>();
        int most = 0;
        for (JavaClass type : product.all()) {
            if (isWritten(type) && !type.isRecord()) {
                most = Math.max(most, parameters(type));
                wide.put(type.getName(), parameters(type));
            }
        }
        new Verdict("most parameters of a constructor").atMost(most, PARAMETERS, beyond(wide));
    }

    @Test
    void wide_records_are_listed_with_a_reason() {
        var wide = new TreeMap<String, Integer>();
        for (JavaClass type : product.all()) {
            if (type.isRecord()) {
                wide.put(type.getName(), components(type));
            }
        }
        Set<String> known = WIDE_RECORDS.keySet();
        List<String> strangers = beyond(wide).stream()
                .filter(line -> known.stream().noneMatch(name -> line.startsWith(name + ": ")))
                .toList();
        List<String> stale = known.stream()
                .filter(name -> wide.getOrDefault(name, 0) <= PARAMETERS)
                .toList();

        new Verdict("records with more than " + PARAMETERS + " components, not listed").noneOf(strangers);
        new Verdict("listed records that are not wide").noneOf(stale);
    }

    @Test
    void every_package_is_null_marked() {
        List<String> unmarked = checkout.mainPackages().stream()
                .map(folder -> folder.resolve("package-info.java"))
                .filter(file -> !Files.exists(file) || !checkout.text(file).contains("@NullMarked"))
                .map(checkout::name)
                .toList();

        new Verdict("packages without @NullMarked").noneOf(unmarked);
    }

    @Test
    void inheritance_is_one_level_deep() {
        List<String> deep = product.all().stream()
                .filter(type -> type.getRawSuperclass()
                        .filter(parent -> parent.getPackageName().startsWith("io.piuptime"))
                        .flatMap(JavaClass::getRawSuperclass)
                        .filter(grandparent -> grandparent.getPackageName().startsWith("io.piuptime"))
                        .isPresent())
                .map(JavaClass::getName)
                .toList();

        new Verdict("classes with a grandparent of ours").noneOf(deep);
    }

    @Test
    void no_static_field_can_change() {
        List<String> state = product.all().stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                .map(field -> field.getFullName())
                .toList();

        new Verdict("static fields that are not final").noneOf(state);
    }

    private static List<String> beyond(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > PARAMETERS)
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
    }

    private static boolean isWritten(JavaClass type) {
        return !type.isInterface() && !type.isAnonymousClass() && !type.isLocalClass();
    }

    private static int parameters(JavaClass type) {
        int added = type.isEnum() ? OF_EVERY_ENUM : 0;
        return type.getConstructors().stream()
                .filter(constructor -> !constructor.getModifiers().contains(JavaModifier.SYNTHETIC))
                .mapToInt(constructor -> constructor.getRawParameterTypes().size() - added)
                .max()
                .orElse(0);
    }

    private static int components(JavaClass type) {
        return (int) type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .count();
    }
}
