package io.piuptime.gateway.accept.admin;

/** Answers calls at the admin listener, on a thread that may wait. */
@FunctionalInterface
public interface CallHandler {
    /** Never throws: what goes wrong is an answer too. */
    CallReply handle(Call call);
}
