package io.piuptime.gateway.directory;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that keeps what is written to it from level info on. */
final class RecordedLog {
    private static final Set<String> LEVELS = Set.of("info", "warn", "error");

    final List<String> lines = new CopyOnWriteArrayList<>();

    Logger logger() {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (_, method, arguments) -> {
                    if (LEVELS.contains(method.getName())) {
                        Object[] values = Arrays.stream(arguments)
                                .skip(1)
                                .flatMap(value -> value instanceof Object[] many
                                        ? Arrays.stream(many)
                                        : Arrays.stream(new Object[] {value}))
                                .toArray();
                        lines.add(method.getName() + " "
                                + MessageFormatter.arrayFormat((String) arguments[0], values)
                                        .getMessage());
                    }
                    return method.getReturnType() == boolean.class ? Boolean.FALSE : null;
                });
    }
}
