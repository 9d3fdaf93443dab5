package io.piuptime.app.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/** Whether a class was compiled in a module. */
final class LiesInModule extends DescribedPredicate<JavaClass> {
    private final String module;

    LiesInModule(String module) {
        super("lie in module " + module);
        this.module = module;
    }

    @Override
    public boolean test(JavaClass type) {
        return type.getSource()
                .map(source -> source.getUri().getPath().contains("/" + module + "/target/classes/"))
                .orElse(false);
    }
}
