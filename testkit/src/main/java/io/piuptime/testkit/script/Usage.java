package io.piuptime.testkit.script;

/**
 * The tokens that a scripted provider says it used.
 *
 * @param prompt cached ones included
 * @param completion reasoning included
 */
public record Usage(int prompt, int completion, int cached, int reasoning) {
    public Usage(int prompt, int completion) {
        this(prompt, completion, 0, 0);
    }

    /** The {@code usage} object of a chat completion. */
    public String json() {
        return "{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + completion + ",\"total_tokens\":"
                + (prompt + completion) + ",\"prompt_tokens_details\":{\"cached_tokens\":" + cached
                + "},\"completion_tokens_details\":{\"reasoning_tokens\":" + reasoning + "}}";
    }
}
