package io.piuptime.app.cli;

import io.piuptime.app.cli.line.Arguments;
import java.io.PrintStream;

/** One word of the command line that needs no running gateway. */
interface LocalCommand {
    void run(Arguments arguments, PrintStream out);
}
