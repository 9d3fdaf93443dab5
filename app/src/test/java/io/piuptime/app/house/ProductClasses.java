package io.piuptime.app.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The compiled classes of what is shipped. */
final class ProductClasses {
    private final JavaClasses classes = read(new Checkout());

    JavaClasses all() {
        return classes;
    }

    /** Fails if any class breaks the rule. */
    void keep(String name, ArchRule rule) {
        List<String> broken =
                rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails();
        new Verdict(name).noneOf(broken);
    }

    private static JavaClasses read(Checkout checkout) {
        List<Path> folders = checkout.productModules().stream()
                .map(module -> checkout.root().resolve(module).resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter().importPaths(folders);
    }
}
