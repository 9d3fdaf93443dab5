package io.piuptime.app;

import io.piuptime.app.cli.Cli;
import io.piuptime.app.config.load.ConfigCheck;
import io.piuptime.app.run.Run;
import io.piuptime.app.run.Version;
import io.piuptime.app.stores.MigrateCommand;
import java.time.InstantSource;
import java.util.List;

/** The entry of the process: finds the verb and hands over. */
public final class Main {
    private static final String USAGE = """
            usage: piup run [--config FILE] [--data DIR] [--host HOST] [--port N] [--admin-port N] [--new-identity]
                   piup check CONFIG [--json]
                   piup keys …, piup tenants …, piup teams …, piup apps …, piup users …, piup roles …, piup budgets …,
                   piup usage …, piup targets …, piup catalog …    (with --help for their arguments)
                   piup migrate --from sqlite:FOLDER --to postgresql://…
                   piup version [--json]
            """;

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /** Runs a verb; the process's exit code is 0 for done, 1 for failed, 2 for wrong usage. */
    public static void main(String[] args) {
        int code = FAILED;
        try {
            code = run(List.of(args));
        } catch (RuntimeException e) {
            System.err.println("piup: " + args[0] + " failed: " + e);
            e.printStackTrace();
        }
        // threads that were started before a failure must not keep the process
        System.exit(code);
    }

    private static int run(List<String> args) {
        String verb = args.isEmpty() ? "help" : args.getFirst();
        List<String> rest = args.isEmpty() ? args : args.subList(1, args.size());
        Cli cli = new Cli(InstantSource.system(), System.in);
        if (cli.knows(verb)) {
            return cli.run(args, System.out, System.err, System.getenv());
        }
        return switch (verb) {
            case "run" -> new Run(System.out, System.err, System.getenv(), Runtime.getRuntime()::halt).run(rest);
            case "check" -> new ConfigCheck(InstantSource.system()).run(rest, System.out, System.err, System.getenv());
            case "migrate" -> new MigrateCommand(System.out, System.err, System.getenv()).run(rest);
            case "version" -> version(rest.contains("--json"));
            case "help", "--help", "-h" -> {
                System.out.print(USAGE);
                yield 0;
            }
            default -> {
                System.err.println("piup: verb '" + verb
                        + "' (expected: run, check, keys, usage, targets, catalog, migrate, version)");
                System.err.print(USAGE);
                yield WRONG_USAGE;
            }
        };
    }

    private static int version(boolean json) {
        String version = Version.current();
        String java = System.getProperty("java.version");
        System.out.println(
                json
                        ? "{\"version\":\"" + version + "\",\"java\":\"" + java + "\"}"
                        : "Pi Uptime " + version + " (Java " + java + ")");
        return 0;
    }
}
