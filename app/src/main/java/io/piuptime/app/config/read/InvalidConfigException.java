package io.piuptime.app.config.read;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says that a configuration cannot be used, with everything that is wrong with it. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;
    private final transient Set<Path> files;

    public InvalidConfigException(List<Problem> problems, Set<Path> files) {
        super(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
        this.files = Set.copyOf(files);
    }

    public List<Problem> problems() {
        return problems;
    }

    /** The files that it refers to: once they change it may be right. */
    public Set<Path> files() {
        return files;
    }
}
