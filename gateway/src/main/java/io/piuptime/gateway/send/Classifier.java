package io.piuptime.gateway.send;

import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.health.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells by a provider's error what an attempt failed of: by its words first, which say more than the status. The words are
 * those of the providers' own documentation.
 */
final class Classifier {
    private static final Set<String> MONEY = Set.of(
            "insufficient_quota",
            "billing_error",
            "billing_hard_limit_reached",
            "billing_not_active",
            "credit_balance_exhausted",
            "insufficient_credits",
            "insufficient_funds",
            "payment_required",
            "account_deactivated");
    private static final List<String> MONEY_SAID = List.of(
            "credit balance is too low",
            "exceeded your current quota",
            "spending limit",
            "spend limit",
            "insufficient credits",
            "insufficient balance");
    private static final Set<String> CREDENTIAL = Set.of(
            "invalid_api_key",
            "authentication_error",
            "unauthenticated",
            "api_key_invalid",
            "permission_error",
            "permission_denied",
            "unrecognizedclientexception",
            "accessdeniedexception",
            "expiredtokenexception",
            "invalidsignatureexception");
    private static final Set<String> CONTEXT = Set.of(
            "context_length_exceeded", "string_above_max_length", "request_too_large", "context_window_exceeded");
    private static final List<String> CONTEXT_SAID = List.of(
            "prompt is too long",
            "maximum context length",
            "context window",
            "input is too long",
            "exceeds the maximum number of tokens",
            "too many tokens in prompt");
    private static final Set<String> CONTENT = Set.of(
            "content_policy_violation",
            "content_filter",
            "responsibleaipolicyviolation",
            "moderation_blocked",
            "content_policy",
            "safety",
            "prohibited_content");
    private static final Set<String> MODEL = Set.of(
            "model_not_found",
            "deploymentnotfound",
            "not_found_error",
            "resourcenotfoundexception",
            "model_not_supported");
    private static final Set<String> OVERLOADED = Set.of(
            "overloaded_error", "engine_overloaded", "unavailable", "serviceunavailableexception", "model_overloaded");
    private static final Set<String> RATE = Set.of(
            "rate_limit_exceeded",
            "rate_limit_error",
            "resource_exhausted",
            "throttlingexception",
            "too_many_requests");

    private Classifier() {}

    /**
     * What an error means.
     *
     * @param status of the answer, or the one that fits an error inside a stream
     * @param waits whether the answer says when to come back
     */
    static Fault fault(int status, ErrorWords said, boolean waits) {
        String message = said.message().toLowerCase(Locale.ROOT);
        if (status == 402 || any(said, MONEY) || says(message, MONEY_SAID)) {
            return Fault.MONEY;
        }
        if (any(said, CONTENT)) {
            return Fault.CONTENT;
        }
        if (any(said, CONTEXT) || (status < 500 && status != 429 && says(message, CONTEXT_SAID))) {
            return Fault.CONTEXT_LENGTH;
        }
        if (status == 401 || status == 403 || (status == 400 && any(said, CREDENTIAL))) {
            return Fault.CREDENTIAL;
        }
        if (status == 429) {
            return Fault.RATE;
        }
        if (status == 529 || any(said, OVERLOADED) || (status == 503 && waits)) {
            return Fault.OVERLOADED;
        }
        if (status >= 500) {
            return any(said, RATE) ? Fault.RATE : Fault.SERVER;
        }
        if (status == 408) {
            return Fault.SERVER;
        }
        return status == 404 || any(said, MODEL) ? Fault.UNKNOWN_MODEL : Fault.REQUEST;
    }

    private static boolean any(ErrorWords said, Set<String> known) {
        for (String word : said.words()) {
            if (known.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(String message, List<String> known) {
        for (String part : known) {
            if (message.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
