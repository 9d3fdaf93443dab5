package io.piuptime.app.cli;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The commands that ask a running gateway, {@code keys}, {@code usage} and {@code targets}, and {@code catalog}, which needs none. */
public final class Cli {
    private static final int DONE = 0;

    private static final String USAGE = """
            keys create [--name NAME] [--app ID] [--user ID] [--model MODEL]... [--endpoint chat]... [--address 10.0.0.0/8]...
                  [--limit requests/minute=600]... [--tag NAME=VALUE]... [--permission passthrough]...
                  [--expires 30d | --expires 2027-01-31T00:00:00Z]
            keys list
            keys revoke ID [--now]
            keys rotate ID [--grace 1d]
            keys deny ID [--now]
            keys allow ID
            usage [list] [FILTER]... [--limit N] [--before CURSOR] [--all] [--format table|json|csv|jsonl]
            usage export [FILTER]... --format csv|jsonl [--out FILE]
                  FILTER: --from TIME, --to TIME, --key ID, --model MODEL, --tenant ID, --team ID, --app ID, --user ID,
                  --end-user NAME, --tag NAME=VALUE
            targets
            catalog providers|models [SEARCH]... [--json] [--rows FILE]
            with keys, usage and targets: [--data FOLDER] [--admin-url URL | --admin-port N] [--json]
            """;

    private final Map<String, Command> commands =
            Map.of("keys", new KeysCommand(), "usage", new UsageCommand(), "targets", new TargetsCommand());
    private final Map<String, LocalCommand> locals;

    public Cli(InstantSource clock) {
        this.locals = Map.of("catalog", new CatalogCommand(clock));
    }

    /** Whether a word is one of these commands. */
    public boolean knows(String word) {
        return commands.containsKey(word) || locals.containsKey(word);
    }

    /**
     * Runs one command.
     *
     * @return exit code: 0 done, 1 failed, 2 wrong usage
     */
    public int run(List<String> args, PrintStream out, PrintStream err, Map<String, String> environment) {
        try {
            Arguments arguments = Arguments.read(args);
            if (arguments.flag("help")) {
                out.print(USAGE);
                return DONE;
            }
            String word = arguments.words().isEmpty() ? "" : arguments.words().getFirst();
            LocalCommand local = locals.get(word);
            if (local != null) {
                local.run(arguments, out);
                out.flush();
                return DONE;
            }
            Command command = commands.get(word);
            if (command == null) {
                throw CommandException.wrongUsage(
                        "'" + word + "': unknown (expected: keys, usage, targets, catalog)\n" + USAGE);
            }
            command.check(arguments);
            try (AdminClient client = new AdminClient(Location.of(arguments, environment))) {
                command.run(arguments, client, out);
            }
            out.flush();
            return DONE;
        } catch (CommandException e) {
            err.println(e.message());
            return e.exitCode();
        }
    }
}
