package io.piuptime.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that users type: which JDK it picks, what it says. */
class PiupScriptTest {
    private final Path script = new Checkout().root().resolve("piup");

    @TempDir
    private Path folder;

    /** What the script printed and how it ended. */
    private record Outcome(int code, String out, String err) {}

    @Test
    void prefers_the_jdk_it_was_given() throws Exception {
        Path given = jdk("given", "JAVA_VERSION=\"25.0.1\"");
        Path other = jdk("other", "JAVA_VERSION=\"26\"");

        Outcome outcome = piup(Map.of("PIUP_JAVA_HOME", given.toString(), "JAVA_HOME", other.toString()), "jdk");

        assertThat(outcome).isEqualTo(new Outcome(0, given + "\n", ""));
    }

    @Test
    void passes_over_a_jdk_that_is_too_old() throws Exception {
        Path old = jdk("old", "JAVA_VERSION=\"17.0.15\"");
        Path ancient = jdk("ancient", "JAVA_VERSION=\"1.8.0_402\"");
        Path fit = jdk("fit", "JAVA_VERSION=\"25\"");

        Outcome outcome = piup(
                Map.of(
                        "PIUP_JAVA_HOME", old.toString(),
                        "JAVA_HOME", ancient.toString(),
                        "PATH", fit.resolve("bin") + ":" + System.getenv("PATH")),
                "jdk");

        assertThat(outcome.out()).isEqualTo(fit + "\n");
    }

    @Test
    void passes_over_a_run_time_without_a_compiler() throws Exception {
        Path runtime = jdk("runtime", "JAVA_VERSION=\"25.0.3\"");
        Files.delete(runtime.resolve("bin/javac"));
        Path fit = jdk("fit", "JAVA_VERSION=\"25.0.3\"");

        Outcome outcome = piup(Map.of("PIUP_JAVA_HOME", runtime.toString(), "JAVA_HOME", fit.toString()), "jdk");

        assertThat(outcome.out()).isEqualTo(fit + "\n");
    }

    @Test
    void finds_a_jdk_that_sdkman_installed() throws Exception {
        Path home = folder.resolve("home of a user");
        Path fit = jdk("home of a user/.sdkman/candidates/java/25-tem", "JAVA_VERSION=\"25\"");

        Outcome outcome = piup(text -> text.replace("/usr/lib/jvm/*", ""), Map.of("HOME", home.toString()), "jdk");

        assertThat(outcome.out()).isEqualTo(fit + "\n");
    }

    @Test
    void says_what_to_install_when_there_is_no_jdk() throws Exception {
        Outcome outcome = piup(text -> text.replace("/usr/lib/jvm/*", ""), Map.of(), "jdk");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("no JDK 25", "apt-get install", "brew install", "sdk install");
    }

    @Test
    void works_through_a_symbolic_link() throws Exception {
        Path fit = jdk("fit", "JAVA_VERSION=\"25\"");
        Path link = Files.createSymbolicLink(folder.resolve("a link"), script);

        Outcome outcome = run(link, Map.of("PIUP_JAVA_HOME", fit.toString()), "jdk");

        Files.delete(link);
        assertThat(outcome).isEqualTo(new Outcome(0, fit + "\n", ""));
    }

    @Test
    void prints_its_verbs() throws Exception {
        assertThat(piup(Map.of(), "help").out())
                .contains(
                        "run",
                        "check",
                        "keys",
                        "tenants",
                        "teams",
                        "apps",
                        "users",
                        "roles",
                        "budgets",
                        "usage",
                        "version",
                        "test",
                        "bench",
                        "failoverbench",
                        "help");
    }

    @Test
    void refuses_a_verb_it_does_not_know() throws Exception {
        Outcome outcome = piup(Map.of(), "fly");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("verb: fly (expected: run,");
    }

    /** A folder that looks like a JDK; nothing in it can be started, because nothing of it should be. */
    private Path jdk(String name, String release) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name)).toRealPath();
        for (String tool : Set.of("java", "javac")) {
            Path file = Files.writeString(
                    Files.createDirectories(home.resolve("bin")).resolve(tool), "no program");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Some\"\n" + release + "\nOS_NAME=\"Some\"\n");
        return home;
    }

    private Outcome piup(Map<String, String> environment, String verb) throws Exception {
        return run(script, environment, verb);
    }

    /** Runs a changed copy, for what a machine's own JDKs would hide. */
    private Outcome piup(UnaryOperator<String> change, Map<String, String> environment, String verb) throws Exception {
        Path copy = folder.resolve("piup");
        Files.writeString(copy, change.apply(Files.readString(script)));
        return run(copy, environment, verb);
    }

    private Outcome run(Path started, Map<String, String> environment, String verb) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        var builder = new ProcessBuilder("/bin/sh", started.toString(), verb)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", pathWithoutJava(), "HOME", folder.toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends in time").isTrue();
        return new Outcome(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** The tools that the script needs, without whatever java the machine has. */
    private String pathWithoutJava() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : Set.of("dirname", "readlink", "sed", "head", "cat")) {
            Path wrapper = Files.writeString(
                    tools.resolve(tool), "#!/bin/sh\nPATH=/usr/bin:/bin\nexec %s \"$@\"\n".formatted(tool));
            assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        }
        return tools.toString();
    }
}
