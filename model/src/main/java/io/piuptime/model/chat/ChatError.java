package io.piuptime.model.chat;

/**
 * An error as a provider tells it.
 *
 * @param status the HTTP status it came with or, inside a stream, the one that fits
 * @param type the provider's word for the class of error, or empty
 * @param code the provider's machine-readable reason, or empty
 * @param message the provider's words
 * @param param the member of the request at fault, or empty
 */
public record ChatError(int status, String type, String code, String message, String param) {}
