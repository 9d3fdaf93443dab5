package io.piuptime.app.config.load;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.CatalogueConfig;
import io.piuptime.app.config.read.ConfigReader;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import io.piuptime.app.config.read.ReadConfig;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code piup check CONFIG [--json]}: says whether a file can be used, without using it. */
public final class ConfigCheck {
    private static final String USAGE = "usage: piup check CONFIG [--json]";

    private final InstantSource clock;

    public ConfigCheck(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** Checks the file among the arguments; 0 if it can be used, 1 if not, 2 if the arguments make no sense. */
    public int run(List<String> args, PrintStream out, PrintStream err, Map<String, String> env) {
        List<String> files = new ArrayList<>(args);
        boolean json = files.remove("--json");
        if (files.size() != 1 || files.getFirst().startsWith("--")) {
            err.println(USAGE);
            return 2;
        }
        Path file = Path.of(files.getFirst()).toAbsolutePath().normalize();
        try {
            ReadConfig read = new ConfigReader(env)
                    .read(ConfigLoader.content(file), requireNonNull(file.getParent(), "directory"));
            int offered = new SnapshotCompiler(clock, () -> 1, env, Optional.empty(), List::of)
                    .compile(read.config())
                    .offer()
                    .names()
                    .size();
            tell(read, offered, file, json, out);
            return 0;
        } catch (InvalidConfigException e) {
            tell(e.problems(), file, json, json ? out : err);
            return 1;
        }
    }

    private static void tell(ReadConfig read, int offered, Path file, boolean json, PrintStream out) {
        TreeSet<String> providers = new TreeSet<>(read.config().providers().keySet());
        TreeSet<String> models = new TreeSet<>(read.config().models().keySet());
        if (json) {
            ObjectNode report = JsonNodeFactory.instance.objectNode();
            report.put("valid", true);
            providers.forEach(report.putArray("providers")::add);
            models.forEach(report.putArray("models")::add);
            report.put("names", offered);
            names(read.config().catalogue()).forEach(report.putArray("rows")::add);
            report.put("discovery", read.config().discovery().local());
            print(report, out);
            return;
        }
        out.println(file + ": valid");
        out.println("providers: " + (providers.isEmpty() ? "none" : String.join(", ", providers)));
        out.println("models: " + (models.isEmpty() ? "none" : String.join(", ", models)));
        Set<String> rows = names(read.config().catalogue());
        if (!rows.isEmpty()) {
            out.println("rows of your own: " + String.join(", ", rows));
        }
        out.println(
                "servers on this machine: " + (read.config().discovery().local() ? "looked for" : "not looked for"));
        out.println("names listed, with what the environment adds: " + offered);
    }

    private static Set<String> names(CatalogueConfig rows) {
        TreeSet<String> names = new TreeSet<>(rows.providers().keySet());
        names.addAll(rows.models().keySet());
        return names;
    }

    private static void tell(List<Problem> problems, Path file, boolean json, PrintStream out) {
        if (!json) {
            problems.forEach(problem -> out.println(file + ": " + problem.text()));
            return;
        }
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("valid", false);
        var list = report.putArray("problems");
        problems.forEach(problem -> list.addObject()
                .put("path", problem.path())
                .put("line", problem.line())
                .put("column", problem.column())
                .put("message", problem.text()));
        print(report, out);
    }

    private static void print(ObjectNode report, PrintStream out) {
        out.println(JsonMapper.builder().build().writeValueAsString(report));
    }
}
