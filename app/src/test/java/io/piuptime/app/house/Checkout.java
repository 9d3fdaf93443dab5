package io.piuptime.app.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The sources of the whole project, found from the module in which the tests run. */
final class Checkout {
    private static final Set<String> NOT_SOURCES =
            Set.of("target", ".git", "node_modules", ".piup", ".idea", ".vscode");

    /** Modules that only tests and measurements use. */
    private static final Set<String> AROUND_THE_PRODUCT = Set.of("testkit", "bench");

    private final Path root = rootAbove(Path.of("").toAbsolutePath());

    Path root() {
        return root;
    }

    /** The modules that are shipped. */
    List<String> productModules() {
        return modules().stream()
                .filter(module -> !AROUND_THE_PRODUCT.contains(module))
                .toList();
    }

    List<String> modules() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java files of what is shipped. */
    List<Path> mainJava() {
        return productModules().stream()
                .flatMap(module -> java(root.resolve(module).resolve("src/main/java")).stream())
                .toList();
    }

    /** The Java files of tests, the test kit's own among them. */
    List<Path> testJava() {
        return Stream.concat(
                        modules().stream().map(module -> root.resolve(module).resolve("src/test/java")),
                        Stream.of(root.resolve("testkit/src/main/java")))
                .flatMap(folder -> java(folder).stream())
                .toList();
    }

    /** Every Java file. */
    List<Path> allJava() {
        return java(root);
    }

    /** Every folder that holds Java files of a main source tree. */
    List<Path> mainPackages() {
        return modules().stream()
                .flatMap(module -> java(root.resolve(module).resolve("src/main/java")).stream())
                .map(Path::getParent)
                .distinct()
                .toList();
    }

    /** Every file that belongs to the project. */
    List<Path> files() {
        return walk(root);
    }

    String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's name within the project. */
    String name(Path file) {
        return root.relativize(file).toString();
    }

    private static Path rootAbove(Path module) {
        Path parent = module.getParent();
        if (parent == null || !Files.exists(parent.resolve("pom.xml"))) {
            throw new IllegalStateException(
                    "folder above " + module + ": no pom.xml (expected: tests run in a module)");
        }
        return parent;
    }

    private static List<Path> java(Path folder) {
        return walk(folder).stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    private static List<Path> walk(Path folder) {
        var found = new ArrayList<Path>();
        if (!Files.exists(folder)) {
            return found;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
                    boolean skipped = NOT_SOURCES.contains(entered.getFileName().toString());
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(Path::compareTo);
        return found;
    }
}
