package io.piuptime.app.cli;

/** Ends a command with a message for its user. */
final class CommandException extends RuntimeException {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    static CommandException failed(String message) {
        return new CommandException(FAILED, message);
    }

    static CommandException wrongUsage(String message) {
        return new CommandException(WRONG_USAGE, message);
    }

    int exitCode() {
        return exitCode;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
