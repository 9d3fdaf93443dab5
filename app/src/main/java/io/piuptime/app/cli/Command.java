package io.piuptime.app.cli;

import io.piuptime.app.cli.line.Arguments;
import java.io.PrintStream;

/** One word of the command line that asks a running gateway. */
interface Command {
    /** Refuses wrong usage, before anything is asked. */
    void check(Arguments arguments);

    void run(Arguments arguments, AdminClient client, PrintStream out);
}
