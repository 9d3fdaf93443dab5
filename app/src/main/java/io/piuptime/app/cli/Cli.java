package io.piuptime.app.cli;

import io.piuptime.app.cli.entry.EntryKind;
import io.piuptime.app.cli.line.Arguments;
import io.piuptime.app.cli.line.CommandException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The commands that ask a running gateway, such as {@code keys} and {@code usage}, and {@code catalog}, which needs none. */
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
            tenants|teams|apps|users|roles|budgets [list] [--name PART] [--tenant ID] [--team ID]
            tenants|teams|apps|users|roles|budgets show ID
            tenants|teams|apps|users|roles|budgets delete ID [--cascade]
            budgets spending ID
            tenants create | update ID  [--name NAME] LEVEL
            teams create | update ID    [--tenant ID] [--name NAME] LEVEL
            apps create | update ID     --team ID [--name NAME] LEVEL
              where LEVEL is [--model MODEL]... [--endpoint chat]... [--address 10.0.0.0/8]... [--limit LIMIT]... [--active true|false]
              and LIMIT is requests/minute=60, tokens/day=1000000, 'tokens/rolling 5h/gpt-*=1000,queue', or concurrent=5;
              each's own with ,each=end-user|key|tag/NAME|…, one's alone with ,only=end-user/NAME|tag/NAME=VALUE|…
            users create | update ID    [--tenant ID] [--name NAME] [--role owner|admin|operator|developer|auditor|viewer|ROLE[@TEAM]]...
                                        [--limit LIMIT]... [--active true|false]
            roles create | update ID    [--tenant ID] [--name NAME] [--permission keys:read]...
            budgets create | update ID  [--tenant ID] [--name NAME] [--subject team/ID] [--cap month=500]... [--strict true|false]
                                        [--alert 80]... [--fallback MODEL] [--active true|false]
              (what is given of a list replaces it; none empties it)
            usage [list] [FILTER]... [--limit N] [--before CURSOR] [--all] [--format table|json|csv|jsonl]
            usage export [FILTER]... --format csv|jsonl [--out FILE]
            usage costs [FILTER]... [--format table|csv|focus|json]
            usage recompute [FILTER]...
                  FILTER: --from TIME, --to TIME, --key ID, --model MODEL, --tenant ID, --team ID, --app ID, --user ID,
                  --end-user NAME, --tag NAME=VALUE
            targets
            secrets [list] [--tenant ID]
            secrets put | rotate NAME [--tenant ID] [--file FILE]   (the text comes from FILE or is piped in)
            secrets show | delete NAME [--tenant ID]
            secrets reseal
            config publish FILE [--why TEXT] [--after N]
            config list [--limit N] [--before N]
            config show N
            config diff N [--from N]
            config rollback N [--why TEXT]
            nodes
            nodes release ID
            catalog providers|models [SEARCH]... [--json] [--rows FILE]
            with all but catalog: [--data FOLDER] [--admin-url URL | --admin-port N] [--as KEY] [--json]
              (KEY is a user's, also from PIUP_ADMIN_KEY; otherwise the admin token in FOLDER is used)
            """;

    private final Map<String, Command> commands = new TreeMap<>(Map.of(
            "keys",
            new KeysCommand(),
            "usage",
            new UsageCommand(),
            "targets",
            new TargetsCommand(),
            "config",
            new ConfigCommand(),
            "nodes",
            new ConfigCommand.Nodes()));
    private final Map<String, LocalCommand> locals;

    /**
     * The commands.
     *
     * @param in where a secret's text is read from
     */
    public Cli(InstantSource clock, InputStream in) {
        commands.put("secrets", new SecretsCommand(in));
        this.locals = Map.of("catalog", new CatalogCommand(clock));
        for (EntryKind kind : EntryKind.values()) {
            commands.put(kind.word(), new EntriesCommand(kind));
        }
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
                throw CommandException.wrongUsage("'" + word + "': unknown (expected: "
                        + String.join(", ", commands.keySet()) + ", catalog)\n" + USAGE);
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
