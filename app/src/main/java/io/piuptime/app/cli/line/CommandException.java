package io.piuptime.app.cli.line;

/** Ends a command with a message for its user. */
public final class CommandException extends RuntimeException {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    public static CommandException failed(String message) {
        return new CommandException(FAILED, message);
    }

    public static CommandException wrongUsage(String message) {
        return new CommandException(WRONG_USAGE, message);
    }

    public int exitCode() {
        return exitCode;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
