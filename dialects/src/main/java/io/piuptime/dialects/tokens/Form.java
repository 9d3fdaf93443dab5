package io.piuptime.dialects.tokens;

/**
 * What a family of models makes of a conversation: tokens of its words, and of the form around them.
 *
 * @param text what a text has in proportion to the usual
 * @param foreign the same, besides, for scripts other than the Latin one
 */
record Form(double text, double foreign, Frame frame, Tools tools, Schema schema) {
    /**
     * Around messages.
     *
     * @param start of every conversation
     * @param message for each
     * @param turn for each call of a tool and each result
     */
    record Frame(double start, double message, double turn) {}

    /**
     * Around tools.
     *
     * @param start if there are any
     * @param each for each
     * @param text what their description has in proportion to a usual text
     */
    record Tools(double start, double each, double text) {}

    /**
     * Around the schema of an answer.
     *
     * @param start if there is one
     * @param text what it has in proportion to a usual text; 0 where the model does not read it
     */
    record Schema(double start, double text) {}
}
