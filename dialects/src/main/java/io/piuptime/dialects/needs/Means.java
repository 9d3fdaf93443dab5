package io.piuptime.dialects.needs;

/** What a value at some place of a body says of the request's needs. */
enum Means {
    /** By itself nothing. */
    NOTHING,
    /** A string is a part of the prompt. */
    PROMPT,
    /** A string is one of the words of its place. */
    WORD,
    /** A string is the media type of what lies beside it. */
    MEDIA,
    /** A number is the most tokens that are wanted. */
    OUTPUT,
    /** Being there is enough. */
    PRESENT
}
